package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion scripts and manual pages, held against the programs that read them. */
class ShellTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void completesCommandsAndOptionsInBash() throws Exception {
        Path script = Files.writeString(folder.resolve("lutra.bash"), printed("completion", "bash"));

        assertThat(completed(script, "lutra", "gen")).containsExactly("generate");
        assertThat(completed(script, "lutra", "vary", "--str")).containsExactly("--strength");
        assertThat(completed(script, "lutra", "completion", "f")).containsExactly("fish");
    }

    @Test
    void printsPagesThatTheFormatterTakesWithoutAWarning() throws Exception {
        var ended = printed("man", "--output", folder.resolve("man1").toString());

        assertThat(ended).isEmpty();
        try (var pages = Files.list(folder.resolve("man1"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .contains("lutra.1", "lutra-generate.1", "lutra-edit.1", "lutra-serve.1");
        }
        String file = folder + "/man1/lutra-generate.1";
        assertThat(run("bash", "-c", "groff -man -Tascii -ww -Z " + file + " 2>&1 > /dev/null"))
                .as("warnings")
                .isEmpty();
        var page = run("groff", "-man", "-Tascii", file);
        // Bold is a character struck over itself.
        String plain = page.replaceAll(".\b", "").replaceAll("\033\\[[0-9;]*m", "");
        assertThat(plain)
                .contains("NAME", "SYNOPSIS", "EXIT STATUS", "ENVIRONMENT", "EXAMPLES", "--size WIDTHxHEIGHT")
                .contains("lutra generate \"a red apple\" -n 4 --size 512x512 --seed 7 -o out/");
    }

    @Test
    void namesTheCommandsWhenThereIsNoPageForOne() {
        var err = new StringWriter();

        int code = Main.line().setErr(new PrintWriter(err)).execute("man", "paint");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("COMMAND paint", "generate, edit, vary");
    }

    private static String printed(String... arguments) {
        var out = new StringWriter();
        assertThat(Main.line().setOut(new PrintWriter(out)).execute(arguments)).isZero();
        return out.toString();
    }

    private static List<String> completed(Path script, String... words) throws IOException, InterruptedException {
        String line = String.join(" ", words);
        String program = """
                source %s
                COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d; COMP_TYPE=9
                _complete_lutra 2> /dev/null # compopt wants a real completion
                printf '%%s\n' "${COMPREPLY[@]}"
                """.formatted(script, line, words.length - 1, line, line.length());
        return run("bash", "-c", program).lines().map(String::strip).toList();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return printed;
    }
}
