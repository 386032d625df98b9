package io.lutra.engine.sketch.retouch;

import io.lutra.imaging.Raster;
import java.awt.Rectangle;

/**
 * The part of a picture that is to be painted anew. Immutable.
 *
 * @param width of the picture, in pixels
 * @param height of the picture
 * @param marked {@code marked[y * width + x]} for each of its pixels; read only
 * @param pixels how many are marked
 * @param bounds the smallest rectangle around them; empty if there are none
 */
public record Hole(int width, int height, boolean[] marked, int pixels, Rectangle bounds) {
    /** The pixels of a mask whose alpha is 0. */
    public static Hole of(Raster mask) {
        var marked = new boolean[mask.argb().length];
        int pixels = 0;
        int left = mask.width();
        int top = mask.height();
        int right = 0;
        int bottom = 0;
        for (int i = 0; i < marked.length; i++) {
            if (mask.argb()[i] >>> 24 == 0) {
                marked[i] = true;
                pixels++;
                int x = i % mask.width();
                int y = i / mask.width();
                left = Math.min(left, x);
                top = Math.min(top, y);
                right = Math.max(right, x + 1);
                bottom = Math.max(bottom, y + 1);
            }
        }
        var bounds = pixels == 0 ? new Rectangle() : new Rectangle(left, top, right - left, bottom - top);
        return new Hole(mask.width(), mask.height(), marked, pixels, bounds);
    }

    /** Which part of the picture it is, 0 to 1. */
    double share() {
        return (double) pixels / marked.length;
    }

    /** Which part of its bounds it fills, 0 to 1. */
    double solidity() {
        return pixels == 0 ? 0 : (double) pixels / ((double) bounds.width * bounds.height);
    }

    /**
     * How far each marked pixel is from the nearest kept one, in pixels, up to a limit; 0 for kept pixels. The picture's edge
     * is no border. A chamfer distance (Borgefors, Distance transformations in digital images, 1986).
     */
    float[] depth(float limit) {
        var depth = new float[marked.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                depth[i] = marked[i] ? nearer(depth, x, y, -1, limit) : 0;
            }
        }
        for (int y = height - 1; y >= 0; y--) {
            for (int x = width - 1; x >= 0; x--) {
                int i = y * width + x;
                depth[i] = marked[i] ? Math.min(depth[i], nearer(depth, x, y, 1, limit)) : 0;
            }
        }
        return depth;
    }

    private float nearer(float[] depth, int x, int y, int step, float limit) {
        float least = limit;
        if (x + step >= 0 && x + step < width) {
            least = Math.min(least, depth[y * width + x + step] + 1);
        }
        if (y + step >= 0 && y + step < height) {
            int row = (y + step) * width;
            least = Math.min(least, depth[row + x] + 1);
            if (x > 0) {
                least = Math.min(least, depth[row + x - 1] + 1.414f);
            }
            if (x + 1 < width) {
                least = Math.min(least, depth[row + x + 1] + 1.414f);
            }
        }
        return least;
    }
}
