package io.lutra.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * An API key as clients send it: {@code sk-lutra-}, an id that finds it among the kept ones, and 256 random bits. It begins
 * with {@code sk-} because some clients ask for that.
 */
record Token(String id, String text) {
    private static final Pattern FORM = Pattern.compile("sk-lutra-([0-9a-f]{12})-[A-Za-z0-9_-]{43}");
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;
    private static final int SALT_BYTES = 16;

    static Token make(RandomGenerator random) {
        var id = HexFormat.of().formatHex(bytes(random, ID_BYTES));
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, SECRET_BYTES));
        return new Token(id, "sk-lutra-" + id + "-" + secret);
    }

    static Optional<Token> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches() ? Optional.of(new Token(match.group(1), text)) : Optional.empty();
    }

    /** What is kept of it. */
    StoredKey stored(String name, Grant grant, Instant created, RandomGenerator random) {
        var salt = HexFormat.of().formatHex(bytes(random, SALT_BYTES));
        return new StoredKey(id, name, salt, hash(salt), created, grant);
    }

    /** Whether a kept key is this one; takes as long whatever differs. */
    boolean matches(StoredKey key) {
        return MessageDigest.isEqual(ascii(hash(key.salt())), ascii(key.hash()));
    }

    private String hash(String salt) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(salt));
            return HexFormat.of().formatHex(digest.digest(ascii(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(RandomGenerator random, int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "sk-lutra-" + id + "-...";
    }
}
