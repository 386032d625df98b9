package io.lutra.api.request;

import io.lutra.api.error.ApiError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks of single values against what is allowed; absent values take their default. */
final class Ranges {
    private Ranges() {}

    static long integer(String name, @Nullable Long value, long min, long max, long absent) {
        if (value == null) {
            return absent;
        }
        if (value > max) {
            throw ApiError.aboveMaximum(name, "integer", Long.toString(max), value.toString())
                    .asException();
        }
        if (value < min) {
            throw ApiError.belowMinimum(name, "integer", Long.toString(min), value.toString())
                    .asException();
        }
        return value;
    }

    static @Nullable Double decimal(String name, @Nullable Double value, double min, double max) {
        if (value == null) {
            return null;
        }
        if (value > max) {
            throw ApiError.aboveMaximum(name, "decimal", number(max), number(value))
                    .asException();
        }
        if (value < min) {
            throw ApiError.belowMinimum(name, "decimal", number(min), number(value))
                    .asException();
        }
        return value;
    }

    /** Refuses a text of more code points than allowed. */
    static String length(String name, String text, int max) {
        int length = text.codePointCount(0, text.length());
        if (length > max) {
            throw ApiError.stringTooLong(name, max, length).asException();
        }
        return text;
    }

    /** A value that is one of some constants, written in lower case. */
    @SafeVarargs
    static <E extends Enum<E>> E choice(String name, @Nullable String value, E absent, E... allowed) {
        if (value == null) {
            return absent;
        }
        var byName = new LinkedHashMap<String, E>();
        for (var constant : allowed) {
            byName.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        var chosen = byName.get(value);
        if (chosen == null) {
            throw ApiError.invalidValue(name, value, supported(List.copyOf(byName.keySet())))
                    .asException();
        }
        return chosen;
    }

    /** Refuses a value that is none of those allowed. */
    static void oneOf(String name, @Nullable String value, String... allowed) {
        if (value != null && !Arrays.asList(allowed).contains(value)) {
            throw ApiError.invalidValue(name, value, supported(List.of(allowed)))
                    .asException();
        }
    }

    /** As in: Supported values are: 'a', 'b', and 'c'. */
    static String supported(List<String> values) {
        var quoted = values.stream().map(value -> "'" + value + "'").toList();
        int last = quoted.size() - 1;
        var list = switch (quoted.size()) {
            case 1 -> quoted.getFirst();
            case 2 -> quoted.getFirst() + " and " + quoted.getLast();
            default -> String.join(", ", quoted.subList(0, last)) + ", and " + quoted.get(last);
        };
        return "Supported values are: " + list + ".";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
