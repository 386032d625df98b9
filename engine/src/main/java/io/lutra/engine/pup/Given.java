package io.lutra.engine.pup;

import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.pipeline.Canvas;
import io.lutra.engine.pipeline.Pixels;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.util.Arrays;

/**
 * What the network is shown besides noise.
 *
 * @param pixels {@code [3, height, width]}, -1 to 1; borrowed, not to be changed
 * @param known {@code [height, width]}: {@link #KNOWN}, {@link #REFERENCE} or 0 for nothing; borrowed, not to be changed
 */
record Given(float[] pixels, float[] known) {
    /** The pixel is the picture's own, and is put back in the end. */
    static final float KNOWN = 1;

    /** The pixel shows what should be there, and is drawn anew. */
    static final float REFERENCE = 0.5f;

    /** Nothing but noise. */
    static Given nothing(Canvas canvas) {
        int area = canvas.width() * canvas.height();
        return new Given(new float[3 * area], new float[area]);
    }

    /** What an edit keeps, at the canvas' size: a place of which any pixel is to be painted is not known. */
    static Given keptBy(Edit edit, Canvas canvas) {
        int width = edit.image().width();
        int height = edit.image().height();
        int[] argb = edit.image().argb().clone();
        var known = new float[canvas.width() * canvas.height()];
        Arrays.fill(known, KNOWN);
        for (int i = 0; i < argb.length; i++) {
            if (edit.mask().argb()[i] >>> 24 == 0) {
                // Pixels that will be painted over must not shine through into those beside them.
                argb[i] = 0;
                int x = (int) ((long) (i % width) * canvas.width() / width);
                int y = (int) ((long) (i / width) * canvas.height() / height);
                known[y * canvas.width() + x] = 0;
            }
        }
        var kept = Scaling.to(new Raster(width, height, argb), canvas.width(), canvas.height());
        return new Given(Pixels.planes(kept), known);
    }

    /** The same with a reference, {@code [3, height, width]}, wherever a pixel is not known. */
    Given with(float[] reference) {
        var state = new float[known.length];
        for (int i = 0; i < state.length; i++) {
            state[i] = known[i] == KNOWN ? KNOWN : REFERENCE;
        }
        return new Given(putBack(reference), state);
    }

    /** Writes {@code [4, height, width]}, pixels weighed by how far they are known, then that. */
    void write(float[] to, int from) {
        for (int i = 0; i < pixels.length; i++) {
            to[from + i] = pixels[i] * known[i % known.length];
        }
        System.arraycopy(known, 0, to, from + pixels.length, known.length);
    }

    /** The drawn pixels with the known ones put back. */
    float[] putBack(float[] drawn) {
        var whole = drawn.clone();
        for (int i = 0; i < whole.length; i++) {
            if (known[i % known.length] == KNOWN) {
                whole[i] = pixels[i];
            }
        }
        return whole;
    }
}
