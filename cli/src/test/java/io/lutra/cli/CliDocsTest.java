package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.cli.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/cli.md against the commands that there are. */
class CliDocsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*`) \\|");
    private static final Pattern COMMAND = Pattern.compile("`([a-z]+)[^`]*`");

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("lutra.root"), "docs/cli.md"));
    }

    @Test
    void theTableHasEveryCommandAndNoOther() throws IOException {
        var table = page().substring(page().indexOf("| command |"), page().indexOf("## Here or at a server"));

        var told = ROW.matcher(table)
                .results()
                .flatMap(row -> COMMAND.matcher(row.group(1)).results())
                .map((MatchResult command) -> command.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(told).isEqualTo(new TreeSet<>(Main.line().getSubcommands().keySet()));
    }

    @Test
    void tellsTheDoctorsLevels() throws IOException {
        assertThat(page())
                .contains(Arrays.stream(Finding.Level.values())
                        .map(level -> "`" + level + "`")
                        .toList());
    }
}
