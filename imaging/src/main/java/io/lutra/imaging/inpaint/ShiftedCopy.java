package io.lutra.imaging.inpaint;

/** Fills a part of a hole with what lies a whole number of shifts away. Stateless. */
final class ShiftedCopy {
    private static final int MOST_SHIFTS = 5;
    private static final int MARGIN = 8;

    private ShiftedCopy() {}

    /** Whether every pixel of the part has a source. */
    static boolean isPossible(Plane plane, Part part, int dx, int dy) {
        for (int pixel : part.pixels()) {
            if (source(plane, part, pixel, dx, dy, false) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Fills the part, with what copy and surroundings differ by at the border spread over it, and makes it known. */
    static void of(Plane plane, Part part, int dx, int dy) {
        int left = Math.max(0, part.left() - MARGIN);
        int top = Math.max(0, part.top() - MARGIN);
        int width = Math.min(plane.width, part.right() + MARGIN) - left;
        int height = Math.min(plane.height, part.bottom() + MARGIN) - top;
        var offset = offset(plane, part, new int[] {left, top, width, height}, dx, dy);
        var sources = new int[part.pixels().length];
        for (int k = 0; k < sources.length; k++) {
            sources[k] = source(plane, part, part.pixels()[k], dx, dy, false);
        }
        for (int k = 0; k < sources.length; k++) {
            int to = part.pixels()[k];
            int at = (to / plane.width - top) * width + to % plane.width - left;
            for (int c = 0; c < 3; c++) {
                plane.rgb[to * 3 + c] = plane.rgb[sources[k] * 3 + c] + offset[at * 3 + c];
            }
        }
        for (int pixel : part.pixels()) {
            plane.hole[pixel] = false;
        }
    }

    /** The difference of picture and copy: smooth, over a window given by its corner and size. */
    private static float[] offset(Plane plane, Part part, int[] window, int dx, int dy) {
        int width = window[2];
        int height = window[3];
        var rgb = new float[width * height * 3];
        var unknown = new boolean[width * height];
        boolean isKnownAnywhere = false;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int to = (window[1] + y) * plane.width + window[0] + x;
                int at = y * width + x;
                int from = plane.hole[to] ? -1 : source(plane, part, to, dx, dy, true);
                unknown[at] = from < 0;
                isKnownAnywhere |= from >= 0;
                for (int c = 0; c < 3 && from >= 0; c++) {
                    rgb[at * 3 + c] = plane.rgb[to * 3 + c] - plane.rgb[from * 3 + c];
                }
            }
        }
        if (!isKnownAnywhere) {
            return rgb;
        }
        var difference = new Plane(width, height, rgb, unknown);
        difference.smoothKnown(3);
        difference.fillHarmonic();
        return rgb;
    }

    /**
     * The first known pixel that shifts lead to, from the nearer side first; or -1.
     *
     * @param once whether one shift must do
     */
    private static int source(Plane plane, Part part, int pixel, int dx, int dy, boolean once) {
        int x = pixel % plane.width;
        int y = pixel / plane.width;
        boolean ahead = (2 * x - part.left() - part.right()) * dx + (2 * y - part.top() - part.bottom()) * dy >= 0;
        for (int n = 1; n <= (once ? 1 : MOST_SHIFTS); n++) {
            for (int side = 0; side < 2; side++) {
                int sign = (side == 0) == ahead ? n : -n;
                int u = x + sign * dx;
                int v = y + sign * dy;
                if (u >= 0 && v >= 0 && u < plane.width && v < plane.height && !plane.hole[v * plane.width + u]) {
                    return v * plane.width + u;
                }
            }
        }
        return -1;
    }
}
