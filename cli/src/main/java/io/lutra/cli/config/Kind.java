package io.lutra.cli.config;

import io.lutra.engine.tensor.DeviceChoice;
import io.lutra.server.proxy.AddressRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a value is, and how its text is read.
 *
 * @param told what may be written, for people
 * @param label what stands for a value behind a flag, such as {@code TIME}
 * @param shape how it stands in a file
 * @param reader of the texts: one for a scalar, one for each entry otherwise; throws IllegalArgumentException with the end of
 *     a sentence that begins with the key, such as {@code must be 0 to 65535, but is 70000}
 * @param writer the texts of a value, as the reader takes them
 */
public record Kind<T>(
        String told, String label, Shape shape, Function<List<String>, T> reader, Function<T, List<String>> writer) {
    /** How a value stands in a file. */
    public enum Shape {
        /** One word or number. */
        SCALAR,
        /** A path, relative to the file that it stands in. */
        PATH,
        /** A list of names, and of paths with or without names. */
        NAMED_PATHS,
        /** A list of words. */
        WORDS,
        /** Names, each with a word. */
        MAP
    }

    private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,15})\\s*([A-Za-z]*)");

    /** A unit and how much it is. */
    private record Unit(String name, long size) {}

    private static final List<Unit> TIMES = List.of(
            new Unit("d", 86_400_000),
            new Unit("h", 3_600_000),
            new Unit("m", 60_000),
            new Unit("s", 1000),
            new Unit("ms", 1));

    private static final List<Unit> SIZES = List.of(
            new Unit("TB", 1L << 40),
            new Unit("GB", 1L << 30),
            new Unit("MB", 1L << 20),
            new Unit("KB", 1L << 10),
            new Unit("B", 1));

    private static <T> Kind<T> scalar(
            String told, String label, Function<String, T> reader, Function<T, String> writer) {
        return new Kind<>(
                told,
                label,
                Shape.SCALAR,
                texts -> {
                    if (texts.size() != 1) {
                        throw new IllegalArgumentException("takes one value, not " + texts.size());
                    }
                    return reader.apply(texts.getFirst());
                },
                value -> List.of(writer.apply(value)));
    }

    /** Any text. */
    static Kind<String> text(String told) {
        return scalar(told, "TEXT", Function.identity(), Function.identity());
    }

    /** A whole number from a range. */
    static Kind<Integer> integer(int from, int to) {
        var told = to == Integer.MAX_VALUE ? from + " or more" : from + " to " + to;
        return scalar(
                told,
                "NUMBER",
                text -> {
                    if (!text.matches("-?[0-9]{1,10}") || Long.parseLong(text) < from || Long.parseLong(text) > to) {
                        throw mustBe(told, text);
                    }
                    return Integer.parseInt(text);
                },
                Object::toString);
    }

    /** Where networks run. */
    static Kind<DeviceChoice> device() {
        var told = "auto, cpu, cuda, cuda:N";
        return scalar(
                told,
                "auto|cpu|cuda[:N]",
                text -> DeviceChoice.find(text).orElseThrow(() -> mustBe("one of " + told, text)),
                Object::toString);
    }

    /** True or false. */
    static Kind<Boolean> bool() {
        var told = "true or false";
        return scalar(
                told,
                "true|false",
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on", "1" -> true;
                    case "false", "no", "off", "0" -> false;
                    default -> throw mustBe(told, text);
                },
                Object::toString);
    }

    /** One of the words of an enum, in lower case. */
    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        var told = Arrays.stream(type.getEnumConstants()).map(Kind::word).collect(Collectors.joining(", "));
        return scalar(
                told,
                told.replace(", ", "|"),
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(one -> word(one).equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> mustBe("one of " + told, text)),
                Kind::word);
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A time.
     *
     * @param shortest what it may be at least
     * @param bare the unit of a number without one
     */
    static Kind<Duration> duration(Duration shortest, String bare) {
        return scalar(
                "a time such as 90s, 10m or 2h; a number alone is in " + bare,
                "TIME",
                text -> {
                    var time = Duration.ofMillis(quantity(text, TIMES, bare));
                    if (time.compareTo(shortest) < 0) {
                        throw mustBe(written(shortest.toMillis(), TIMES) + " or more", text);
                    }
                    return time;
                },
                time -> written(time.toMillis(), TIMES));
    }

    /** A number of bytes; a number without a unit is in the given one. */
    static Kind<Long> bytes(long least, String bare) {
        return scalar(
                "a size such as 512MB or 8GB; a number alone is in " + bare,
                "SIZE",
                text -> {
                    long size = quantity(text, SIZES, bare);
                    if (size < least) {
                        throw mustBe(written(least, SIZES) + " or more", text);
                    }
                    return size;
                },
                size -> written(size, SIZES));
    }

    /** A file or folder. */
    static Kind<Path> path() {
        return new Kind<>(
                "a path", "PATH", Shape.PATH, texts -> Path.of(texts.getLast()), path -> List.of(path.toString()));
    }

    /** Names and paths, each as {@code NAME}, {@code PATH} or {@code NAME=PATH}. */
    static Kind<List<String>> namedPaths() {
        return new Kind<>(
                "a list of names, or of entries with path and name",
                "[NAME=]PATH",
                Shape.NAMED_PATHS,
                List::copyOf,
                List::copyOf);
    }

    /** Addresses and ranges of them; {@code none} for an empty list. */
    static Kind<List<AddressRange>> addresses() {
        return new Kind<>(
                "a list of addresses and ranges such as 10.0.0.0/8, or none",
                "ADDRESSES",
                Shape.WORDS,
                texts -> texts.stream()
                        .flatMap(text -> Arrays.stream(text.split(",", -1)))
                        .map(String::strip)
                        .filter(text -> !text.equalsIgnoreCase("none"))
                        .map(AddressRange::parse)
                        .toList(),
                ranges -> ranges.isEmpty()
                        ? List.of("none")
                        : ranges.stream().map(AddressRange::toString).toList());
    }

    /** Names, each with a word, as {@code NAME=WORD}. */
    static Kind<Map<String, String>> map() {
        return new Kind<>(
                "names, each with a value",
                "NAME=VALUE",
                Shape.MAP,
                Kind::pairs,
                map -> map.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
    }

    private static Map<String, String> pairs(List<String> texts) {
        var map = new LinkedHashMap<String, String>();
        for (var text : texts) {
            int sign = text.indexOf('=');
            if (sign < 1) {
                throw mustBe("NAME=VALUE", text);
            }
            map.put(text.substring(0, sign).strip(), text.substring(sign + 1).strip());
        }
        return Map.copyOf(map);
    }

    private static long quantity(String text, List<Unit> units, String bare) {
        var match = QUANTITY.matcher(text.strip());
        if (match.matches()) {
            long number = Long.parseLong(match.group(1));
            var name = match.group(2).isEmpty() ? bare : match.group(2);
            for (var unit : units) {
                if (unit.name().equalsIgnoreCase(name) && number <= Long.MAX_VALUE / unit.size()) {
                    return number * unit.size();
                }
            }
        }
        throw mustBe("a number and one of " + units.stream().map(Unit::name).collect(Collectors.joining(", ")), text);
    }

    private static String written(long amount, List<Unit> units) {
        if (amount == 0) {
            return "0";
        }
        return units.stream()
                .filter(unit -> amount % unit.size() == 0)
                .findFirst()
                .map(unit -> amount / unit.size() + unit.name())
                .orElseThrow();
    }

    private static IllegalArgumentException mustBe(String allowed, String text) {
        return new IllegalArgumentException("must be " + allowed + ", but is " + (text.isEmpty() ? "empty" : text));
    }
}
