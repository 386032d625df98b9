package io.lutra.cli.reference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ReferenceTest {
    @Command(name = "tool", description = "Does things. Well.", subcommands = Cut.class)
    private static final class Tool {}

    @Command(
            name = "cut",
            description = "Cuts what it's given; a \\ stays.",
            exitCodeListHeading = "Codes:",
            exitCodeList = {"0:done", "7:too hard"},
            footerHeading = "%nExamples:%n",
            footer = {"  .cut 'it'"})
    @SuppressWarnings("UnusedVariable") // they are only described
    private static final class Cut {
        @Option(
                names = {"-m", "--mode"},
                paramLabel = "off|fine",
                description = "How. Exactly.")
        private String mode = "";

        @Option(names = "--into", paramLabel = "FOLDER", description = "Where it's put.")
        private String into = "";

        @Option(names = "--secret", hidden = true)
        private boolean secret;

        @Parameters(paramLabel = "THING", description = "What.")
        private String thing = "";
    }

    @Test
    void tellsFishCommandsOptionsAndTheirValues() {
        assertThat(FishCompletion.script(new CommandLine(new Tool()).getCommandSpec())
                        .lines())
                .containsExactly(
                        "# Completion of tool for fish.",
                        "complete -c tool -f -n __fish_use_subcommand -a cut -d 'Cuts what it\\'s given'",
                        "complete -c tool -n '__fish_seen_subcommand_from cut' -s m -l mode -x -a 'off fine' -d 'How'",
                        "complete -c tool -n '__fish_seen_subcommand_from cut' -l into -r -F -d 'Where it\\'s put'");
    }

    @Test
    void writesAPageWithEverySectionThatThereIs() {
        var cut = requireNonNull(new CommandLine(new Tool()).getSubcommands().get("cut"))
                .getCommandSpec();

        assertThat(ManPage.of(cut, "tool 1-2"))
                .startsWith(".TH \"TOOL\\-CUT\" 1 \"\" \"tool 1\\-2\" \"Lutra\"\n")
                .contains(".SH \"NAME\"\ntool\\-cut \\- Cuts what it's given\n")
                .contains("a \\e stays.")
                .contains(".TP\n\\fB\\-m, \\-\\-mode\\fR \\fIoff|fine\\fR\nHow. Exactly.\n")
                .contains(".SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\ndone\n")
                .contains(".SH \"EXAMPLES\"\n.nf\n\\&.cut 'it'\n.fi\n")
                .doesNotContain("secret");
    }
}
