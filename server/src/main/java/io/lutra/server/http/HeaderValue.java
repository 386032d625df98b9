package io.lutra.server.http;

import java.util.Optional;

/** Reads the parameters of header values such as {@code form-data; name="image"; filename="a\"b.png"}. */
final class HeaderValue {
    private HeaderValue() {}

    /** A parameter's value, unquoted; the name in any case. */
    static Optional<String> parameter(String value, String name) {
        int at = value.indexOf(';');
        while (at >= 0 && at < value.length()) {
            int equals = value.indexOf('=', at);
            if (equals < 0) {
                return Optional.empty();
            }
            var key = value.substring(at + 1, equals).strip();
            var content = new StringBuilder();
            int end = read(value, equals + 1, content);
            if (key.equalsIgnoreCase(name)) {
                return Optional.of(content.toString());
            }
            at = value.indexOf(';', end);
        }
        return Optional.empty();
    }

    /** Reads a token or a quoted string from a position on, and returns the position after it. */
    private static int read(String value, int from, StringBuilder content) {
        int i = from;
        while (i < value.length() && value.charAt(i) == ' ') {
            i++;
        }
        if (i == value.length() || value.charAt(i) != '"') {
            int end = value.indexOf(';', i);
            end = end < 0 ? value.length() : end;
            content.append(value.substring(i, end).strip());
            return end;
        }
        for (i++; i < value.length() && value.charAt(i) != '"'; i++) {
            // Browsers and clients escape a quote and nothing else; a backslash before anything else is a backslash.
            if (value.charAt(i) == '\\' && i + 1 < value.length() && value.charAt(i + 1) == '"') {
                i++;
            }
            content.append(value.charAt(i));
        }
        return Math.min(i + 1, value.length());
    }
}
