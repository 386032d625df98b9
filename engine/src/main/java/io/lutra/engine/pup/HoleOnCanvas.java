package io.lutra.engine.pup;

import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.pipeline.Canvas;
import io.lutra.engine.pipeline.Pixels;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.util.Arrays;

/** What an edit keeps, at the size at which the network draws: a place of which any pixel is to be painted is not known. */
final class HoleOnCanvas {
    private final float[] pixels;
    private final float[] known;

    HoleOnCanvas(Canvas canvas, Edit edit) {
        int width = edit.image().width();
        int height = edit.image().height();
        int[] argb = edit.image().argb().clone();
        known = new float[canvas.width() * canvas.height()];
        Arrays.fill(known, Given.KNOWN);
        for (int i = 0; i < argb.length; i++) {
            if (edit.mask().argb()[i] >>> 24 == 0) {
                // Pixels that will be painted over must not shine through into those beside them.
                argb[i] = 0;
                int x = (int) ((long) (i % width) * canvas.width() / width);
                int y = (int) ((long) (i / width) * canvas.height() / height);
                known[y * canvas.width() + x] = 0;
            }
        }
        pixels = Pixels.planes(Scaling.to(new Raster(width, height, argb), canvas.width(), canvas.height()));
    }

    /** With nothing in the hole. */
    Given given() {
        return new Given(pixels, known);
    }

    /** With a reference in the hole, {@code [3, height, width]}. */
    Given given(float[] reference) {
        var state = known.clone();
        for (int i = 0; i < state.length; i++) {
            state[i] = known[i] == Given.KNOWN ? Given.KNOWN : Given.REFERENCE;
        }
        return new Given(whole(reference), state);
    }

    /** The kept pixels, and others in the hole. */
    float[] whole(float[] others) {
        return given().putBack(others);
    }
}
