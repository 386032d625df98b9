package io.lutra.cli.doctor;

import java.util.List;
import java.util.stream.Stream;

/**
 * The configuration as a whole.
 *
 * @param told where it stands
 * @param problems what is wrong with it, a line each
 * @param warnings what is perhaps not meant, a line each
 */
public record ConfigurationFacts(String told, List<String> problems, List<String> warnings) implements Facts {
    private static final String CHECK = "configuration";

    /** Copies the lists. */
    public ConfigurationFacts {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    @Override
    public List<Finding> findings() {
        if (problems.isEmpty() && warnings.isEmpty()) {
            return List.of(Finding.ok(CHECK, told));
        }
        return Stream.concat(
                        problems.stream()
                                .map(wrong -> Finding.problem(
                                        CHECK, wrong, "Correct it; lutra config keys says what there is.")),
                        warnings.stream().map(odd -> Finding.warning(CHECK, odd, "Remove or correct it.")))
                .toList();
    }
}
