package io.lutra.engine.sketch.scene;

import io.lutra.imaging.Raster;

/** A picture in the making, a layer at a time. Confined to one thread at a time. */
public interface Work {
    /** How many layers it takes, 1 or more. */
    int layers();

    /** Paints the next layer. */
    void advance();

    /** The picture so far, which nobody changes any more. */
    Raster picture();
}
