package io.lutra.engine.pup;

import io.lutra.engine.pipeline.Canvas;
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

    /** A whole picture to be drawn anew. */
    static Given reference(float[] pixels) {
        var known = new float[pixels.length / 3];
        Arrays.fill(known, REFERENCE);
        return new Given(pixels, known);
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
