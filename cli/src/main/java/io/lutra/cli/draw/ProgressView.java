package io.lutra.cli.draw;

import io.lutra.cli.terminal.Bar;
import io.lutra.cli.terminal.Graphics;
import io.lutra.cli.terminal.PicturePane;
import io.lutra.imaging.DecodedPicture;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import io.lutra.imaging.Raster;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows on standard error how a drawing goes: a bar on a terminal, with pictures if it can show any; else a line now and then,
 * or nothing. Used by one thread; {@link #close} by any.
 */
public final class ProgressView implements AutoCloseable {
    private static final long LINE_NANOS = 2_000_000_000;
    private static final long PREVIEW_NANOS = 500_000_000;
    private static final PictureLimits OWN =
            new PictureLimits(Set.of(PictureFormat.PNG, PictureFormat.JPEG, PictureFormat.WEBP), 8192, 8192L * 8192);

    private final PrintWriter err;
    private final Style style;
    private final Bar bar;
    private final Optional<PicturePane> pane;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean hasFinished;
    private long begun = -1;
    private long lastLine = System.nanoTime();
    private long lastPreview = System.nanoTime() - PREVIEW_NANOS;

    /** How much is shown. */
    public enum Style {
        /** A bar that moves. */
        TERMINAL,
        /** Plain lines. */
        LINES,
        /** Nothing. */
        QUIET
    }

    /**
     * On standard error.
     *
     * @param graphics what its terminal can show
     */
    public ProgressView(PrintWriter err, Style style, Graphics graphics) {
        this.err = err;
        this.style = style;
        bar = new Bar(err);
        pane = graphics == Graphics.NONE ? Optional.empty() : Optional.of(new PicturePane(err, graphics));
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
    private static String left(long nanos, int done, int steps) {
        if (done < 2 || done >= steps) {
            return "";
        }
        double seconds = nanos / 1e9 / (done - 1) * (steps - done);
        return seconds < 90
                ? ", %d s left".formatted(Math.round(Math.max(1, seconds)))
                : ", %d min left".formatted(Math.round(seconds / 60));
    }

    /** Once a picture is finished there are lines below the previews, which then stay as they are. */
    boolean wantsPreviews() {
        return pane.isPresent() && !hasFinished && System.nanoTime() - lastPreview > PREVIEW_NANOS;
    }

    void previewed(Raster preview) {
        lastPreview = System.nanoTime();
        bar.clear();
        pane.ifPresent(place -> place.show(preview));
    }

    /** Shows a finished picture; what is printed next stands below it. */
    void finished(DrawnPicture picture) {
        hasFinished = true;
        bar.clear();
        pane.ifPresent(place -> {
            if (PictureReader.read(picture.bytes(), OWN) instanceof DecodedPicture decoded) {
                place.show(decoded.raster());
            }
            place.leave();
        });
    }

    void note(String text) {
        bar.clear();
        if (style != Style.QUIET) {
            line(text);
        }
    }

    private void line(String text) {
        lastLine = System.nanoTime();
        err.println(text);
        err.flush();
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            bar.clear();
        }
    }
}
