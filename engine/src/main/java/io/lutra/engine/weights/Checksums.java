package io.lutra.engine.weights;

import io.lutra.engine.EngineException.BadWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checks files against a list of SHA-256 sums, in the format of {@code sha256sum}: sum, two spaces, file name. */
public final class Checksums {
    private static final int CHUNK_BYTES = 1 << 20;

    private Checksums() {}

    /**
     * Checks every file that the list names, relative to the list's directory.
     *
     * @throws BadWeights naming the first file that is missing or was changed
     */
    public static void verify(Path list) {
        try {
            for (String line : Files.readAllLines(list)) {
                int gap = line.indexOf("  ");
                if (gap < 0) {
                    throw new BadWeights("checksums " + list + " have a line that is not a sum and a name");
                }
                verify(list.resolveSibling(line.substring(gap + 2)), line.substring(0, gap));
            }
        } catch (IOException unreadable) {
            throw new BadWeights(
                    "checksums " + list + " cannot be read; restore the model's directory from the release",
                    unreadable);
        }
    }

    private static void verify(Path file, String expected) {
        String actual;
        try {
            actual = sha256(file);
        } catch (IOException unreadable) {
            throw new BadWeights(
                    "weights " + file + " are missing or unreadable; restore the file from the release", unreadable);
        }
        if (!actual.equals(expected)) {
            throw new BadWeights(
                    "weights %s are not what they should be: SHA-256 %s, expected %s;".formatted(file, actual, expected)
                            + " restore the file from the release");
        }
    }

    /** The SHA-256 of a file, in lower-case hexadecimal. */
    public static String sha256(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
            while (channel.read(chunk) >= 0) {
                digest.update(chunk.flip());
                chunk.clear();
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has SHA-256
            throw new IllegalStateException(impossible);
        }
    }
}
