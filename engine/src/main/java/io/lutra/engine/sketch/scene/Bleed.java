package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.paint.Tones;

/**
 * Lets the colours of a cut-out run over its edges, so that work on opaque pixels can be done on it without a halo of the
 * ground that is not there. Stateless.
 */
final class Bleed {
    private Bleed() {}

    /**
     * Makes the pixels opaque, in place: those that are not take the mean of the colours near them, weighted by their opacity,
     * from as near as there are any.
     *
     * @return the opacity that they had, 0 to 255
     */
    static int[] fill(int[] argb, int width, int height) {
        var alpha = new int[argb.length];
        boolean isOpaque = true;
        for (int i = 0; i < argb.length; i++) {
            alpha[i] = argb[i] >>> 24;
            isOpaque &= alpha[i] == 255;
        }
        if (!isOpaque) {
            flow(argb, width, height);
        }
        return alpha;
    }

    /**
     * Lays the pixels on white, in place, so that lines are found along their outline.
     *
     * @return the opacity that they had, 0 to 255
     */
    static int[] ground(int[] argb) {
        var alpha = new int[argb.length];
        for (int i = 0; i < argb.length; i++) {
            alpha[i] = argb[i] >>> 24;
            argb[i] = 0xFF000000 | Tones.mix(Tones.WHITE, argb[i] & 0xFFFFFF, alpha[i] / 255.0);
        }
        return alpha;
    }

    /** Gives the pixels that opacity, in place. */
    static void restore(int[] argb, int[] alpha) {
        for (int i = 0; i < argb.length; i++) {
            argb[i] = (alpha[i] << 24) | (argb[i] & 0xFFFFFF);
        }
    }

    /** Pull and push (Gortler et al., The Lumigraph, SIGGRAPH 1996, section 3.4). */
    private static void flow(int[] argb, int width, int height) {
        if (width == 1 && height == 1) {
            argb[0] = argb[0] >>> 24 == 0 ? 0xFFFFFFFF : argb[0] | 0xFF000000;
            return;
        }
        int w = (width + 1) / 2;
        int h = (height + 1) / 2;
        var half = new int[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                half[y * w + x] = mean(argb, width, height, 2 * x, 2 * y);
            }
        }
        flow(half, w, h);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (argb[i] >>> 24 != 255) {
                    int below = half[y / 2 * w + x / 2];
                    argb[i] = argb[i] >>> 24 < 32 ? below : argb[i] | 0xFF000000;
                }
            }
        }
    }

    /** The mean colour of four pixels, weighted by opacity; opaque if half of what is there is. */
    private static int mean(int[] argb, int width, int height, int left, int top) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int weight = 0;
        for (int y = top; y < Math.min(top + 2, height); y++) {
            for (int x = left; x < Math.min(left + 2, width); x++) {
                int pixel = argb[y * width + x];
                int alpha = pixel >>> 24;
                red += alpha * ((pixel >> 16) & 255);
                green += alpha * ((pixel >> 8) & 255);
                blue += alpha * (pixel & 255);
                weight += alpha;
            }
        }
        return weight == 0
                ? 0
                : (Math.min(255, weight) << 24) | ((red / weight) << 16) | ((green / weight) << 8) | (blue / weight);
    }
}
