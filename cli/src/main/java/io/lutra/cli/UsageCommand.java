package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.api.wire.Json;
import io.lutra.server.access.KeyFile;
import io.lutra.server.access.StoredKey;
import io.lutra.server.usage.Database;
import io.lutra.server.usage.Ledger;
import io.lutra.server.usage.UsageQuery;
import io.lutra.server.usage.UsageQuery.Dimension;
import io.lutra.server.usage.UsageTotal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code lutra usage}: who drew how much. */
@Command(
        name = "usage",
        description = "Adds up the pictures that a server drew, while it runs or afterwards.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lutra usage",
            "  lutra usage --by day --since 7d",
            "  lutra usage --by key,model --since 2026-11-01 --until 2026-12-01",
            "  lutra usage --by user --json"
        })
final class UsageCommand implements Callable<Integer> {
    /** Wider than all of time since 1970: what is not told apart by days is in one stretch. */
    private static final Duration EVER = Duration.ofDays(100_000);

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "WHAT",
            description = "What is told apart: ${COMPLETION-CANDIDATES}; several with commas. Default: key.")
    private List<By> by = List.of(By.key);

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "From when on: a time ago such as 12h or 7d, or a day such as 2026-11-01, UTC. Default: 30d.")
    private Instant since = Instant.now().minus(Duration.ofDays(30));

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "The first moment that does not count any more, written as --since. Default: now.")
    private Instant until = Instant.now().plusSeconds(1);

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    @Mixin
    private final DataFolder folder = new DataFolder();

    @Spec
    private @Nullable CommandSpec spec;

    /** What is told apart, as it is written. */
    @SuppressWarnings("MemberName")
    private enum By {
        key(Dimension.API_KEY_ID),
        user(Dimension.USER_ID),
        model(Dimension.MODEL),
        size(Dimension.SIZE),
        source(Dimension.SOURCE),
        day(null);

        private final @Nullable Dimension dimension;

        By(@Nullable Dimension dimension) {
            this.dimension = dimension;
        }
    }

    /** A moment as people write it. */
    static final class Moment implements ITypeConverter<Instant> {
        private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([mhd])");

        @Override
        public Instant convert(String text) {
            var ago = AGO.matcher(text);
            if (ago.matches()) {
                long count = Long.parseLong(ago.group(1));
                return Instant.now()
                        .minus(
                                switch (ago.group(2)) {
                                    case "m" -> Duration.ofMinutes(count);
                                    case "h" -> Duration.ofHours(count);
                                    default -> Duration.ofDays(count);
                                });
            }
            try {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException noDay) {
                throw new TypeConversionException(
                        "'" + text + "' is neither a time ago, such as 7d, nor a day, such as" + " 2026-11-01");
            }
        }
    }

    /** A line of the table. */
    private record Row(Map<String, String> of, long requests, long pictures) {}

    @Override
    public Integer call() {
        var line = requireNonNull(spec).commandLine();
        if (!until.isAfter(since)) {
            throw new ParameterException(line, "--until must be after --since");
        }
        var dataDir = folder.path();
        List<Row> rows;
        try {
            rows = rows(dataDir);
        } catch (SQLException unreadable) {
            line.getErr()
                    .println("The usage in " + Database.file(dataDir) + " cannot be read: " + unreadable.getMessage());
            return ExitCode.SOFTWARE;
        }
        if (json) {
            line.getOut()
                    .println(new String(
                            Json.bytes(rows.stream().map(UsageCommand::object).toList()), StandardCharsets.UTF_8));
        } else if (rows.isEmpty()) {
            line.getOut()
                    .println("No picture was drawn in that time by a server with the data folder " + dataDir + ".");
        } else {
            print(rows, line.getOut());
        }
        line.getOut().flush();
        return ExitCode.OK;
    }

    private List<Row> rows(Path dataDir) throws SQLException {
        var file = Database.file(dataDir);
        if (!Files.exists(file)) {
            return List.of();
        }
        boolean daily = by.contains(By.day);
        var told = by.stream().filter(what -> what != By.day).distinct().toList();
        var query = new UsageQuery(
                since,
                until,
                daily ? Duration.ofDays(1) : EVER,
                told.stream().map(what -> requireNonNull(what.dimension)).toList(),
                Map.of(),
                Optional.empty());
        var names = names(dataDir);
        try (var database = new Database(file, Instant::now)) {
            var rows = new ArrayList<Row>();
            for (var total : new Ledger(database, EVER).totals(query)) {
                rows.add(new Row(labels(daily, told, total, names), total.requests(), total.pictures()));
            }
            if (!daily) {
                rows.sort(Comparator.comparingLong(Row::pictures).reversed());
            }
            return rows;
        }
    }

    /** The names of keys by their ids; keys that were revoked have none any more. */
    private static Map<String, String> names(Path dataDir) {
        return new KeyFile(dataDir).read().stream().collect(Collectors.toMap(StoredKey::id, StoredKey::name));
    }

    private static Map<String, String> labels(
            boolean daily, List<By> told, UsageTotal total, Map<String, String> names) {
        var labels = new LinkedHashMap<String, String>();
        if (daily) {
            labels.put(
                    By.day.name(),
                    LocalDate.ofInstant(Instant.ofEpochSecond(total.begin()), ZoneOffset.UTC)
                            .toString());
        }
        for (int i = 0; i < told.size(); i++) {
            var value = total.group().get(i);
            labels.put(told.get(i).name(), told.get(i) == By.key ? names.getOrDefault(value, value) : value);
        }
        return labels;
    }

    private static Map<String, Object> object(Row row) {
        var object = new LinkedHashMap<String, Object>(row.of());
        object.put("requests", row.requests());
        object.put("pictures", row.pictures());
        return object;
    }

    private static void print(List<Row> rows, PrintWriter out) {
        var names = List.copyOf(rows.getFirst().of().keySet());
        var widths = names.stream()
                .mapToInt(name ->
                        rows.stream().mapToInt(row -> shown(row, name).length()).reduce(name.length(), Math::max))
                .toArray();
        var head = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            head.append(padded(names.get(i).toUpperCase(Locale.ROOT), widths[i]));
        }
        out.println(head + "REQUESTS  PICTURES");
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(padded(shown(row, names.get(i)), widths[i]));
            }
            out.println(line + "%8d  %8d".formatted(row.requests(), row.pictures()));
        }
        if (rows.size() > 1) {
            int width = head.length();
            out.println(padded("all", Math.max(0, width - 2))
                    + "%8d  %8d"
                            .formatted(
                                    rows.stream().mapToLong(Row::requests).sum(),
                                    rows.stream().mapToLong(Row::pictures).sum()));
        }
    }

    private static String shown(Row row, String name) {
        var value = requireNonNull(row.of().get(name));
        return value.isEmpty() ? "-" : value;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }
}
