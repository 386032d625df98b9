package io.lutra.engine.sketch.retouch;

import io.lutra.imaging.Raster;
import java.awt.Rectangle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
    /** The least size of a main part, as a part of the largest. */
    private static final double MAIN = .35;

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

    /** Its separate parts that are not much smaller than the largest, from left to right; one or more if it is not empty. */
    List<Hole> mainParts() {
        var parts = new ArrayList<Hole>();
        var seen = new boolean[marked.length];
        for (int i = 0; i < seen.length; i++) {
            if (marked[i] && !seen[i]) {
                parts.add(part(i, seen));
            }
        }
        int largest = parts.stream().mapToInt(Hole::pixels).max().orElse(0);
        return parts.stream()
                .filter(part -> part.pixels >= largest * MAIN)
                .sorted(Comparator.comparingInt(part -> part.bounds.x))
                .toList();
    }

    private Hole part(int start, boolean[] seen) {
        var part = new boolean[marked.length];
        var queue = new ArrayDeque<Integer>();
        var box = new Rectangle(start % width, start / width, 1, 1);
        int count = 0;
        queue.add(start);
        seen[start] = true;
        while (!queue.isEmpty()) {
            int i = queue.remove();
            int x = i % width;
            int y = i / width;
            part[i] = true;
            count++;
            box.add(new Rectangle(x, y, 1, 1));
            for (int v = Math.max(0, y - 1); v < Math.min(height, y + 2); v++) {
                for (int u = Math.max(0, x - 1); u < Math.min(width, x + 2); u++) {
                    int next = v * width + u;
                    if (marked[next] && !seen[next]) {
                        seen[next] = true;
                        queue.add(next);
                    }
                }
            }
        }
        return new Hole(width, height, part, count, box);
    }

    /** Its pixels and those up to so many to the side, above or below. */
    boolean[] grown(int reach) {
        return grown(marked, width, reach);
    }

    /** The marked pixels and those up to so many to the side, above or below. */
    static boolean[] grown(boolean[] marked, int width, int reach) {
        var wide = new boolean[marked.length];
        for (int start = 0; start < marked.length; start += width) {
            spread(marked, wide, start, 1, width, reach);
        }
        var grown = new boolean[marked.length];
        for (int x = 0; x < width; x++) {
            spread(wide, grown, x, width, marked.length / width, reach);
        }
        return grown;
    }

    /** Spreads the marks along a line of so many pixels. */
    private static void spread(boolean[] from, boolean[] to, int start, int step, int count, int reach) {
        int last = -reach - 1;
        for (int i = 0; i < count + reach; i++) {
            if (i < count && from[start + i * step]) {
                last = i;
            }
            if (i >= reach && i - last <= 2 * reach) {
                to[start + (i - reach) * step] = true;
            }
        }
    }

    /** Whether it reaches an edge of the picture. */
    boolean isAtTheEdge() {
        return bounds.x == 0 || bounds.y == 0 || bounds.getMaxX() == width || bounds.getMaxY() == height;
    }

    /** Whether it goes from one side of the picture to the other. */
    boolean spans() {
        return bounds.width == width || bounds.height == height;
    }

    /** Which part of the picture it is, 0 to 1. */
    double share() {
        return (double) pixels / marked.length;
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
