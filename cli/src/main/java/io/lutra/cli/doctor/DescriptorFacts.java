package io.lutra.cli.doctor;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How many files and connections the process may have open. The JVM raises its own bound to the hard one.
 *
 * @param hard the most that the process could be allowed; empty for no bound
 * @param connections the most that the server takes, {@code http.connections}
 */
public record DescriptorFacts(OptionalLong hard, int connections) implements Facts {
    /** Jars, libraries, models, pictures on their way. */
    private static final int OWN = 512;

    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+\\S+\\s+(\\S+)");

    /** Reads the text of {@code /proc/self/limits}. */
    public static DescriptorFacts of(String limits, int connections) {
        var found = OPEN_FILES.matcher(limits);
        boolean isBound = found.find() && found.group(1).matches("\\d+");
        return new DescriptorFacts(
                isBound ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty(), connections);
    }

    @Override
    public List<Finding> findings() {
        if (hard.isEmpty()) {
            return List.of(Finding.ok("open files", "any number"));
        }
        // A connection, and a picture that is read for it.
        long needed = 2L * connections + OWN;
        var told = hard.getAsLong() + " may be open, " + connections + " connections are taken at most";
        return List.of(
                hard.getAsLong() >= needed
                        ? Finding.ok("open files", told)
                        : Finding.warning(
                                "open files",
                                told,
                                "Allow " + needed
                                        + " (LimitNOFILE of the unit, ulimit -Hn), or lower http.connections."));
    }
}
