package io.lutra.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The header fields of a request, by name in any case. Immutable. */
public final class Headers {
    private final TreeMap<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Of name and value pairs; several fields of one name become one, separated by commas (RFC 9110, section 5.3). */
    public Headers(Iterable<Map.Entry<String, String>> pairs) {
        for (var pair : pairs) {
            fields.merge(pair.getKey(), pair.getValue(), (first, more) -> first + ", " + more);
        }
    }

    /** Without any field. */
    public static Headers none() {
        return new Headers(List.of());
    }

    /** The value of a field, stripped; empty if it is absent or blank. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(fields.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Whether a field is there and its value contains a text, in any case. */
    public boolean contains(String name, String text) {
        var value = fields.get(name);
        return value != null && value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
