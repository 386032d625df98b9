package io.lutra.server.usage;

import io.lutra.api.error.ApiError;
import io.lutra.server.usage.UsageQuery.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The parameters of the hosted API's usage pages. Arrays are written {@code models=a&models=b} or {@code models[]=a}.
 *
 * @param query what is asked of the ledger: all buckets of the page and no other
 * @param end where the last page ends
 * @param ignored names of parameters that mean nothing here
 */
record UsageParameters(UsageQuery query, Instant end, Set<String> ignored) {
    private static final String PAGE = "page_";
    private static final Instant LATEST = Instant.ofEpochSecond(253_402_300_799L);
    private static final Map<Dimension, String> FILTERS = Map.of(
            Dimension.API_KEY_ID, "api_key_ids",
            Dimension.USER_ID, "user_ids",
            Dimension.MODEL, "models",
            Dimension.SIZE, "sizes",
            Dimension.SOURCE, "sources");
    private static final int MOST_VALUES = 200;

    /** How wide a bucket is, and how many there are on a page. */
    private enum Width {
        MINUTE("1m", Duration.ofMinutes(1), 60, 1440),
        HOUR("1h", Duration.ofHours(1), 24, 168),
        DAY("1d", Duration.ofDays(1), 7, 31);

        private final String written;
        private final Duration duration;
        private final int usual;
        private final int most;

        Width(String written, Duration duration, int usual, int most) {
            this.written = written;
            this.duration = duration;
            this.usual = usual;
            this.most = most;
        }
    }

    /**
     * Reads them.
     *
     * @param account whose pictures count; empty for everybody's
     * @throws io.lutra.api.error.ApiException if one is missing or wrong
     */
    static UsageParameters read(Map<String, List<String>> sent, Optional<String> account, Instant now) {
        var left = new LinkedHashMap<>(sent);
        var width = width(one(left, "bucket_width").orElse("1d"));
        var start = moment(
                "start_time",
                one(left, "start_time")
                        .orElseThrow(() -> ApiError.missing("start_time").asException()));
        var end = one(left, "end_time")
                .map(value -> moment("end_time", value))
                .orElse(now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
        if (!end.isAfter(start)) {
            throw ApiError.invalidCombination("end_time", "'end_time' must be after 'start_time'.")
                    .asException();
        }
        long most = one(left, "limit").map(value -> limit(value, width)).orElse((long) width.usual);
        var from =
                one(left, "page").map(value -> page(value, start, end, width)).orElse(start);
        long seconds = width.duration.toSeconds();
        long first = from.getEpochSecond() / seconds * seconds;
        var to = Instant.ofEpochSecond(Math.min(end.getEpochSecond(), first + most * seconds));
        var groups = many(left, "group_by").stream()
                .filter(name -> !name.equals("project_id"))
                .map(UsageParameters::dimension)
                .distinct()
                .toList();
        var only = new EnumMap<Dimension, List<String>>(Dimension.class);
        FILTERS.forEach((dimension, name) -> {
            var values = many(left, name);
            if (values.size() > MOST_VALUES) {
                throw ApiError.arrayTooLong(name, MOST_VALUES, values.size()).asException();
            }
            if (!values.isEmpty()) {
                only.put(dimension, values);
            }
        });
        return new UsageParameters(
                new UsageQuery(from, to, width.duration, groups, only, account), end, new TreeSet<>(left.keySet()));
    }

    /** What the rest is asked for with; empty if there is none. */
    Optional<String> nextPage() {
        return query.to().isBefore(end) ? Optional.of(PAGE + query.to().getEpochSecond()) : Optional.empty();
    }

    private static Optional<String> one(Map<String, List<String>> sent, String name) {
        var values = sent.remove(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw ApiError.invalidCombination(name, "'" + name + "' occurs more than once.")
                    .asException();
        }
        return Optional.of(values.getFirst()).filter(value -> !value.isEmpty());
    }

    private static List<String> many(Map<String, List<String>> sent, String name) {
        var values = new ArrayList<String>();
        for (var written : List.of(name, name + "[]")) {
            var some = sent.remove(written);
            if (some != null) {
                values.addAll(some);
            }
        }
        return values;
    }

    private static Width width(String written) {
        return Arrays.stream(Width.values())
                .filter(width -> width.written.equals(written))
                .findFirst()
                .orElseThrow(() -> ApiError.invalidValue(
                                "bucket_width", written, "Supported values are: '1m', '1h', and '1d'.")
                        .asException());
    }

    private static Dimension dimension(String written) {
        return Arrays.stream(Dimension.values())
                .filter(dimension -> dimension.column().equals(written))
                .findFirst()
                .orElseThrow(() -> ApiError.invalidValue(
                                "group_by",
                                written,
                                "Supported values are: "
                                        + Arrays.stream(Dimension.values())
                                                .map(dimension -> "'" + dimension.column() + "'")
                                                .collect(Collectors.joining(", "))
                                        + ", and 'project_id'.")
                        .asException());
    }

    private static Instant moment(String name, String written) {
        return Instant.ofEpochSecond(integer(name, written, 0, LATEST.getEpochSecond()));
    }

    private static long limit(String written, Width width) {
        return integer("limit", written, 1, width.most);
    }

    private static Instant page(String written, Instant start, Instant end, Width width) {
        var digits = written.startsWith(PAGE) ? written.substring(PAGE.length()) : "";
        if (digits.matches("[0-9]{1,12}")) {
            long begin = Long.parseLong(digits);
            if (begin > start.getEpochSecond()
                    && begin < end.getEpochSecond()
                    && begin % width.duration.toSeconds() == 0) {
                return Instant.ofEpochSecond(begin);
            }
        }
        throw ApiError.invalidValue("page", written, "Use the 'next_page' of the page before, with all else as it was.")
                .asException();
    }

    private static long integer(String name, String written, long least, long most) {
        if (!written.matches("-?[0-9]{1,18}")) {
            throw ApiError.wrongType(name, "an integer", "a string").asException();
        }
        long value = Long.parseLong(written);
        if (value < least) {
            throw ApiError.belowMinimum(name, "integer", Long.toString(least), written)
                    .asException();
        }
        if (value > most) {
            throw ApiError.aboveMaximum(name, "integer", Long.toString(most), written)
                    .asException();
        }
        return value;
    }
}
