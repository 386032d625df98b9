package io.lutra.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the commands say of themselves. */
class MainTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    static Stream<String> commands() {
        return Main.line().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void givesExamplesThatCanBeRun(String command) {
        var examples = examples(subcommand(command).getUsageMessage());

        assertThat(examples).isNotEmpty().anyMatch(words -> words.getFirst().equals(command));
        for (var words : examples) {
            assertThatCode(() -> Main.line().parseArgs(words.toArray(String[]::new)))
                    .as(String.join(" ", words))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void describesEveryOption(String command) {
        var spec = subcommand(command).getCommandSpec();

        assertThat(spec.options())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(option.description())
                        .as(option.longestName())
                        .isNotEmpty());
    }

    private static CommandLine subcommand(String name) {
        return requireNonNull(Main.line().getSubcommands().get(name));
    }

    /** The arguments of every lutra in the examples, also within pipes. */
    private static List<List<String>> examples(String help) {
        var examples = new ArrayList<List<String>>();
        boolean isExample = false;
        for (String line : help.lines().toList()) {
            isExample |= line.equals("Examples:");
            for (String part : isExample ? line.split("\\|(?=\\s)|&&|>(?=\\s)|    then:") : new String[0]) {
                if (part.strip().startsWith("lutra ")) {
                    var words = WORD.matcher(part.strip().substring("lutra ".length()));
                    examples.add(words.results()
                            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                            .toList());
                }
            }
        }
        return examples;
    }
}
