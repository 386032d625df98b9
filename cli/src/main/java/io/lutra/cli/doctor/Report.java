package io.lutra.cli.doctor;

import io.lutra.cli.doctor.Finding.Level;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All findings, in the order in which a start meets their things. */
public record Report(List<Finding> findings) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Copies the list. */
    public Report {
        findings = List.copyOf(findings);
    }

    /** What facts say of themselves. */
    public static Report of(List<Facts> facts) {
        return new Report(
                facts.stream().flatMap(each -> each.findings().stream()).toList());
    }

    private record Json(boolean ok, int problems, int warnings, List<Finding> findings) {}

    /** Whether the server can do its work. */
    public boolean isWell() {
        return count(Level.PROBLEM) == 0;
    }

    private int count(Level level) {
        return (int)
                findings.stream().filter(finding -> finding.level() == level).count();
    }

    /** For people: a line each, what to change below those that are not well, and a closing line. */
    public String text() {
        var text = new StringBuilder();
        for (var finding : findings) {
            text.append(
                    String.format(Locale.ROOT, "%-8s %-16s %s%n", finding.level(), finding.check(), finding.told()));
            if (!finding.change().isEmpty()) {
                text.append(String.format(Locale.ROOT, "%26s%s%n", "-> ", finding.change()));
            }
        }
        int problems = count(Level.PROBLEM);
        int warnings = count(Level.WARNING);
        return text
                + (problems + warnings == 0
                        ? "all is well"
                        : problems
                                + (problems == 1 ? " problem, " : " problems, ")
                                + warnings
                                + (warnings == 1 ? " warning" : " warnings"))
                + System.lineSeparator();
    }

    /** For programs. */
    public String json() {
        return MAPPER.writeValueAsString(new Json(isWell(), count(Level.PROBLEM), count(Level.WARNING), findings))
                + System.lineSeparator();
    }
}
