package io.lutra.cli.draw;

import io.lutra.cli.terminal.Bar;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows on standard error how a drawing goes: a bar on a terminal, else a line now and then, or nothing. Used by one thread;
 * {@link #close} by any.
 */
public final class ProgressView implements AutoCloseable {
    private static final long LINE_NANOS = 2_000_000_000;

    private final PrintWriter err;
    private final Style style;
    private final Bar bar;
    private final AtomicBoolean closed = new AtomicBoolean();
    private long begun = -1;
    private long lastLine = System.nanoTime();

    /** How much is shown. */
    public enum Style {
        /** A bar that moves. */
        TERMINAL,
        /** Plain lines. */
        LINES,
        /** Nothing. */
        QUIET
    }

    /** On standard error. */
    public ProgressView(PrintWriter err, Style style) {
        this.err = err;
        this.style = style;
        bar = new Bar(err);
    }

    void says(String text) {
        switch (style) {
            case TERMINAL -> bar.say(text);
            case LINES -> line(text);
            case QUIET -> {}
        }
    }

    void advanced(int done, int steps) {
        long now = System.nanoTime();
        if (begun < 0) {
            begun = now;
        }
        String text = "step " + done + " of " + steps + left(now - begun, done, steps);
        switch (style) {
            case TERMINAL -> bar.show((double) done / steps, text);
            case LINES -> {
                if (now - lastLine > LINE_NANOS) {
                    line(text);
                }
            }
            case QUIET -> {}
        }
    }

    /** The first report comes after a step, whose time nobody took: it does not count. */
    private String left(long nanos, int done, int steps) {
        if (done < 2 || done >= steps) {
            return "";
        }
        double seconds = nanos / 1e9 / (done - 1) * (steps - done);
        return seconds < 90
                ? ", %d s left".formatted(Math.round(Math.max(1, seconds)))
                : ", %d min left".formatted(Math.round(seconds / 60));
    }

    void note(String text) {
        clear();
        if (style != Style.QUIET) {
            line(text);
        }
    }

    void clear() {
        bar.clear();
    }

    private void line(String text) {
        lastLine = System.nanoTime();
        err.println(text);
        err.flush();
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            clear();
        }
    }
}
