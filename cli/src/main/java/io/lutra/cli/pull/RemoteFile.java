package io.lutra.cli.pull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of a repository.
 *
 * @param path inside the repository, with slashes
 * @param size bytes
 * @param digest what its content must come to
 */
record RemoteFile(String path, long size, Digest digest) {
    private static final int CHUNK_BYTES = 1 << 20;

    /** A checksum, as the host states it. */
    sealed interface Digest {
        /** The checksum in lower-case hexadecimal. */
        String hex();

        /** Of a large file: the SHA-256 of its content. */
        record Sha256(String hex) implements Digest {}

        /** Of a small file: the name of its git blob, the SHA-1 of a header and the content. */
        record GitBlob(String hex) implements Digest {}
    }

    /** The last part of the path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The folder in the repository, empty for the top. */
    String folder() {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    /** Whether a local file has the content of this one. */
    boolean isContentOf(Path local) throws IOException {
        return Files.size(local) == size && digestOf(local).equals(digest.hex());
    }

    private String digestOf(Path local) throws IOException {
        try (InputStream stream = Files.newInputStream(local)) {
            var computed = switch (digest) {
                case Digest.Sha256 sha256 -> MessageDigest.getInstance("SHA-256");
                case Digest.GitBlob blob -> {
                    var sha1 = MessageDigest.getInstance("SHA-1");
                    sha1.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
                    yield sha1;
                }
            };
            var chunk = new byte[CHUNK_BYTES];
            for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                computed.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(computed.digest());
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has both
            throw new IllegalStateException(impossible);
        }
    }
}
