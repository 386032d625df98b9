package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees in a terminal, which script(1) plays. */
class TerminalProcessTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void showsABarAndPicturesInATerminalThatCan() throws Exception {
        var seen = inTerminal(Map.of("TERM", "xterm-kitty"), "", "--size", "256x256", "-o", "a.png");

        assertThat(seen.text()).contains("] 100%  step ", "a.png\r\n", "\033_Ga=T,f=100");
        assertThat(seen.exitCode()).isZero();
    }

    @Test
    void showsSixelsInATerminalThatAnswersThatItHasThem() throws Exception {
        var seen = inTerminal(Map.of("TERM", "xterm"), "\033[?62;4;22c", "--size", "128x128", "-o", "a.png");

        assertThat(seen.text()).contains("\033[c", "\033P0;1;0q\"1;1;252;252");
    }

    @Test
    void showsTheBarAloneWhenPicturesAreNotWanted() throws Exception {
        var seen =
                inTerminal(Map.of("TERM", "xterm-kitty"), "", "--size", "128x128", "-o", "a.png", "--preview", "off");

        assertThat(seen.text()).contains("] 100%  step ").doesNotContain("\033_G", "\033[c");
    }

    private Lutra.Ended inTerminal(Map<String, String> variables, String typed, String... options) throws Exception {
        var environment = new HashMap<>(
                Map.of("TERM_PROGRAM", "", "KITTY_WINDOW_ID", "", "LC_TERMINAL", "", "TMUX", "", "STY", ""));
        environment.putAll(variables);
        return Lutra.inTerminal(folder, environment, typed.getBytes(StandardCharsets.US_ASCII), options);
    }
}
