package io.lutra.engine.sketch;

import io.lutra.engine.Drawing;
import io.lutra.engine.sketch.scene.Work;
import io.lutra.imaging.Raster;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A picture that is painted layer by layer. */
final class SketchDrawing implements Drawing {
    private final long seed;
    private @Nullable Work work;
    private final Times times;
    private final int steps;
    private int stepsDone;

    SketchDrawing(long seed, Work work, Times times) {
        this.seed = seed;
        this.work = work;
        this.times = times;
        this.steps = work.layers();
    }

    void step() {
        open().advance();
        stepsDone++;
    }

    private Work open() {
        var open = work;
        if (open == null) {
            throw new IllegalStateException("the drawing is closed");
        }
        return open;
    }

    @Override
    public Times times() {
        return times;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public int stepsDone() {
        return stepsDone;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public boolean joins(Drawing other) {
        return other instanceof SketchDrawing;
    }

    @Override
    public Optional<Raster> preview() {
        return stepsDone == 0 ? Optional.empty() : Optional.of(open().picture());
    }

    @Override
    public Raster picture() {
        if (!isFinished()) {
            throw new IllegalStateException("step " + stepsDone + " of " + steps() + " is done");
        }
        return open().picture();
    }

    @Override
    public void close() {
        work = null;
    }
}
