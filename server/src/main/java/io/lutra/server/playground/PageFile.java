package io.lutra.server.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of the page.
 *
 * @param bytes borrowed; never changed
 * @param entityTag of the bytes, in quotes
 */
record PageFile(byte[] bytes, String contentType, String entityTag) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+(?:[-.][a-zA-Z0-9]+)*\\.(html|css|js|svg|txt)");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    /** The file of a name, which may come from anywhere; empty if there is none. */
    static Optional<PageFile> load(String name) {
        var matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try (var stream = PageFile.class.getResourceAsStream(name)) {
            if (stream == null) {
                return Optional.empty();
            }
            var bytes = stream.readAllBytes();
            var type = TYPES.getOrDefault(matcher.group(1), "application/octet-stream");
            return Optional.of(new PageFile(bytes, type, entityTag(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of the page", e);
        }
    }

    private static String entityTag(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
