package io.lutra.engine.sketch.sight;

import io.lutra.engine.sketch.scene.Work;
import io.lutra.imaging.Raster;
import org.jspecify.annotations.Nullable;

/** A sibling of a picture that shows nothing known, made of the picture itself in one step. */
public final class Sibling implements Work {
    private final Raster picture;
    private final double strength;
    private final int width;
    private final int height;
    private final long seed;
    private @Nullable Raster made;

    /**
     * A sibling to be made.
     *
     * @param picture of any size; borrowed
     * @param strength above 0 (hardly changed) to 1 (another crop, turned, mirrored, in another hand)
     */
    public Sibling(Raster picture, double strength, int width, int height, long seed) {
        this.picture = picture;
        this.strength = strength;
        this.width = width;
        this.height = height;
        this.seed = seed;
    }

    @Override
    public int layers() {
        return 1;
    }

    @Override
    public void advance() {
        made = Restyling.sibling(picture, strength, width, height, seed);
    }

    @Override
    public Raster picture() {
        var done = made;
        if (done == null) {
            throw new IllegalStateException("the sibling is not made yet");
        }
        return done;
    }
}
