package io.lutra.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The clock, against what must have been before. Links expire and days of limits end by it.
 *
 * @param now by the clock
 * @param javaMade the day when the Java that runs this was made
 * @param lastWrite when something was last written in the data folder; empty if there is nothing
 */
public record ClockFacts(Instant now, LocalDate javaMade, Optional<Instant> lastWrite) implements Facts {
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** Looks at the files of a data folder. */
    public static ClockFacts read(Instant now, Path dataDir) {
        return new ClockFacts(now, LocalDate.parse(System.getProperty("java.version.date")), lastWrite(dataDir));
    }

    private static Optional<Instant> lastWrite(Path folder) {
        if (!Files.isReadable(folder) || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var entries = Files.list(folder)) {
            return entries.map(ClockFacts::modified).max(Instant::compareTo);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + folder, unreadable);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
    }

    @Override
    public List<Finding> findings() {
        var told = now.truncatedTo(ChronoUnit.SECONDS).toString();
        var change = "Set it, and keep it right: timedatectl set-ntp true";
        if (now.isBefore(javaMade.atStartOfDay(ZoneOffset.UTC).toInstant())) {
            return List.of(
                    Finding.problem("clock", told + ", which is before this Java was made, " + javaMade, change));
        }
        return List.of(lastWrite
                .filter(written -> written.isAfter(now.plus(TOLERANCE)))
                .map(written -> Finding.warning(
                        "clock",
                        told + ", and the data folder was written to at " + written.truncatedTo(ChronoUnit.SECONDS)
                                + ": it went back, then or now",
                        change))
                .orElseGet(() -> Finding.ok("clock", told)));
    }
}
