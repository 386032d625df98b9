package io.lutra.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;

/** A progress bar that stays on one line of a terminal. Used by one thread at a time. */
public final class Bar {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final String FROM_START = "\r\033[K";

    private final PrintWriter out;
    private long drawn = System.nanoTime() - REDRAW_NANOS;
    private boolean isVisible;

    /** On a terminal. */
    public Bar(PrintWriter out) {
        this.out = out;
    }

    /**
     * Draws it, unless it was drawn a moment ago and there is more to come.
     *
     * @param share what is done, 0 to 1
     * @param text behind it
     */
    public void show(double share, String text) {
        long now = System.nanoTime();
        if (now - drawn < REDRAW_NANOS && share < 1) {
            return;
        }
        drawn = now;
        isVisible = true;
        int filled = (int) Math.clamp(Math.floor(WIDTH * share), 0, WIDTH);
        out.printf(
                Locale.ROOT,
                "%s[%s%s] %3d%%  %s",
                FROM_START,
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                (int) Math.floor(100 * share),
                text);
        out.flush();
    }

    /** Shows a line without a bar, for work whose extent is unknown. */
    public void say(String text) {
        isVisible = true;
        out.print(FROM_START + text);
        out.flush();
    }

    /** Removes it; it may be drawn again. */
    public void clear() {
        if (isVisible) {
            isVisible = false;
            out.print(FROM_START);
            out.flush();
        }
    }

    /** Leaves it as it is, and goes to the next line. */
    public void leave() {
        if (isVisible) {
            isVisible = false;
            out.println();
            out.flush();
        }
    }
}
