package io.lutra.imaging.inpaint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of the separate parts of a hole: pixels that touch, also at corners.
 *
 * @param pixels indices into its plane
 * @param left of its bounds, inclusive
 * @param top of its bounds, inclusive
 * @param right of its bounds, exclusive
 * @param bottom of its bounds, exclusive
 */
record Part(int[] pixels, int left, int top, int right, int bottom) {
    /** All parts of a plane's hole, in reading order of their first pixels. */
    static List<Part> of(Plane plane) {
        var parts = new ArrayList<Part>();
        var seen = new boolean[plane.hole.length];
        var queue = new int[plane.hole.length];
        for (int i = 0; i < seen.length; i++) {
            if (plane.hole[i] && !seen[i]) {
                parts.add(flood(plane, i, seen, queue));
            }
        }
        return parts;
    }

    private static Part flood(Plane plane, int start, boolean[] seen, int[] queue) {
        int count = 0;
        queue[count++] = start;
        seen[start] = true;
        int left = plane.width;
        int top = plane.height;
        int right = 0;
        int bottom = 0;
        for (int k = 0; k < count; k++) {
            int x = queue[k] % plane.width;
            int y = queue[k] / plane.width;
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x + 1);
            bottom = Math.max(bottom, y + 1);
            for (int v = Math.max(0, y - 1); v < Math.min(plane.height, y + 2); v++) {
                for (int u = Math.max(0, x - 1); u < Math.min(plane.width, x + 2); u++) {
                    int next = v * plane.width + u;
                    if (plane.hole[next] && !seen[next]) {
                        seen[next] = true;
                        queue[count++] = next;
                    }
                }
            }
        }
        return new Part(Arrays.copyOf(queue, count), left, top, right, bottom);
    }

    /** The longer side of its bounds. */
    int side() {
        return Math.max(right - left, bottom - top);
    }

    /** The part in a plane that was halved this often: every pixel of it that the part reaches into. */
    Part coarser(int halvings, int originalWidth, Plane plane) {
        if (halvings == 0) {
            return this;
        }
        var taken = new boolean[plane.hole.length];
        var queue = new int[plane.hole.length];
        int count = 0;
        for (int pixel : pixels) {
            int at = ((pixel / originalWidth) >> halvings) * plane.width + ((pixel % originalWidth) >> halvings);
            if (!taken[at]) {
                taken[at] = true;
                queue[count++] = at;
            }
        }
        return new Part(
                Arrays.copyOf(queue, count),
                left >> halvings,
                top >> halvings,
                ((right - 1) >> halvings) + 1,
                ((bottom - 1) >> halvings) + 1);
    }

    /** The pixels of the plane whose rows and columns are at most {@code reach} from one of the part. */
    boolean[] grown(Plane plane, int reach) {
        var across = new boolean[plane.hole.length];
        for (int pixel : pixels) {
            int row = pixel / plane.width * plane.width;
            int x = pixel % plane.width;
            Arrays.fill(across, row + Math.max(0, x - reach), row + Math.min(plane.width, x + reach + 1), true);
        }
        var grown = new boolean[plane.hole.length];
        for (int x = Math.max(0, left - reach); x < Math.min(plane.width, right + reach); x++) {
            int last = Integer.MIN_VALUE / 2;
            for (int y = 0; y < plane.height + reach; y++) {
                if (y < plane.height && across[y * plane.width + x]) {
                    last = y;
                }
                int at = y - reach;
                if (at >= 0 && at < plane.height && y - last <= 2 * reach) {
                    grown[at * plane.width + x] = true;
                }
            }
        }
        return grown;
    }
}
