package io.lutra.server.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's secret, kept in its data folder so that links made before a restart stay valid after it. Thread-safe.
 */
public final class ServerKey {
    private static final String FILE = "server.key";
    private static final int BYTES = 32;

    private final byte[] secret;

    /** Of 32 secret bytes; copied. */
    public ServerKey(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes, not " + secret.length);
        }
        this.secret = secret.clone();
    }

    /**
     * The key of a data folder, made when there is none.
     *
     * @throws UncheckedIOException if it cannot be read or made; the message names the file
     */
    public static ServerKey of(Path dataDir, RandomGenerator random) {
        var file = dataDir.resolve(FILE);
        try {
            Files.createDirectories(dataDir);
            if (!Files.exists(file)) {
                create(file, random);
            }
            return new ServerKey(HexFormat.of().parseHex(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the server's key, " + file, e);
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(
                    new IOException(file + " is not a key: delete it, and a new one is made", e));
        }
    }

    private static void create(Path file, RandomGenerator random) throws IOException {
        var secret = new byte[BYTES];
        random.nextBytes(secret);
        var folder = file.toAbsolutePath().getParent();
        var fresh = Files.createTempFile(
                folder,
                FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, HexFormat.of().formatHex(secret) + "\n");
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException another) {
            // Another process made one at the same moment: that one is the key.
        } catch (UnsupportedOperationException noLinks) {
            Files.move(fresh, file);
            return;
        }
        Files.delete(fresh);
    }

    /**
     * The first 16 bytes of an HMAC-SHA256 (RFC 2104), in lower-case hexadecimal.
     *
     * @param purpose keeps the codes of different uses apart
     */
    public String code(String purpose, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
