package io.lutra.cli.terminal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** How a terminal is given pictures, if it can show any. */
public enum Graphics {
    /** Not at all. */
    NONE,
    /** kitty's protocol, which Ghostty has too. */
    KITTY,
    /** iTerm2's, which WezTerm and mintty have too. */
    ITERM2,
    /** Sixels, as DEC's terminals had them; xterm, foot, Konsole, Windows Terminal and others do. */
    SIXEL;

    /** The device attribute (DA1) of terminals with sixels. */
    private static final String SIXEL_ATTRIBUTE = "4";

    /**
     * What a terminal can do, by the environment if that says, else by its own answer.
     *
     * @param environment of the process
     * @param attributes asks the terminal for its device attributes, such as {@code 62;4;22}; empty without an answer
     */
    public static Graphics detect(Map<String, String> environment, Supplier<String> attributes) {
        String terminal = environment.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        if (terminal.isEmpty() || terminal.equals("dumb")) {
            return NONE;
        }
        // A multiplexer inherits the variables of the terminal around it, but passes on only what it says itself.
        boolean isMultiplexed = environment.containsKey("TMUX")
                || environment.containsKey("STY")
                || terminal.startsWith("screen")
                || terminal.startsWith("tmux");
        if (!isMultiplexed) {
            String program = environment.getOrDefault("TERM_PROGRAM", "").toLowerCase(Locale.ROOT);
            if (environment.containsKey("KITTY_WINDOW_ID")
                    || terminal.contains("kitty")
                    || terminal.contains("ghostty")
                    || program.equals("ghostty")) {
                return KITTY;
            }
            if (program.equals("iterm.app")
                    || program.equals("wezterm")
                    || program.equals("mintty")
                    || environment.getOrDefault("LC_TERMINAL", "").equals("iTerm2")) {
                return ITERM2;
            }
        }
        return Arrays.asList(attributes.get().split(";")).contains(SIXEL_ATTRIBUTE) ? SIXEL : NONE;
    }
}
