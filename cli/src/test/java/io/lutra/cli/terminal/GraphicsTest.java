package io.lutra.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphicsTest {
    @Test
    void believesTheEnvironmentOfTerminalsThatSayWhatTheyAre() {
        assertThat(detect(Map.of("TERM", "xterm-kitty"), "")).isEqualTo(Graphics.KITTY);
        assertThat(detect(Map.of("TERM", "xterm-256color", "KITTY_WINDOW_ID", "1"), ""))
                .isEqualTo(Graphics.KITTY);
        assertThat(detect(Map.of("TERM", "xterm-256color", "TERM_PROGRAM", "iTerm.app"), ""))
                .isEqualTo(Graphics.ITERM2);
        assertThat(detect(Map.of("TERM", "xterm-256color", "TERM_PROGRAM", "WezTerm"), ""))
                .isEqualTo(Graphics.ITERM2);
    }

    @Test
    void asksTheOthersForSixels() {
        assertThat(detect(Map.of("TERM", "xterm"), "62;4;22")).isEqualTo(Graphics.SIXEL);
        assertThat(detect(Map.of("TERM", "xterm"), "64;1;22")).isEqualTo(Graphics.NONE);
        assertThat(detect(Map.of("TERM", "xterm"), "")).isEqualTo(Graphics.NONE);
    }

    @Test
    void doesNotTakeAMultiplexerForTheTerminalAroundIt() {
        var tmux = Map.of("TERM", "tmux-256color", "TMUX", "/tmp/tmux-0/default,1,0", "KITTY_WINDOW_ID", "1");

        assertThat(detect(tmux, "1;2")).isEqualTo(Graphics.NONE);
        assertThat(detect(tmux, "1;2;4")).isEqualTo(Graphics.SIXEL);
    }

    @Test
    void doesNotAskATerminalThatUnderstandsNothing() {
        assertThat(Graphics.detect(Map.of("TERM", "dumb"), () -> {
                    throw new AssertionError("asked");
                }))
                .isEqualTo(Graphics.NONE);
    }

    private static Graphics detect(Map<String, String> environment, String attributes) {
        return Graphics.detect(environment, () -> attributes);
    }
}
