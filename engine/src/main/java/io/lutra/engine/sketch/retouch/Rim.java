package io.lutra.engine.sketch.retouch;

import io.lutra.engine.sketch.paint.Tones;
import io.lutra.imaging.Raster;

/**
 * What lies just below a hole.
 *
 * @param image the picture
 * @param hole in it
 */
record Rim(Raster image, Hole hole) {
    private static final double DIFFERENT = .09;

    /** A stretch of the lower rim, in pixels. */
    record Stretch(int left, int right) {
        int width() {
            return right - left;
        }

        double middle() {
            return (left + right) / 2.0;
        }
    }

    /** Whether something reaches into the hole from below, such as a neck: other than what is left and right of it. */
    boolean isCrossedFromBelow() {
        var stretch = crossing();
        return stretch.width() > hole.bounds().width * .15 && stretch.width() < hole.bounds().width * .9;
    }

    /** The stretch of the lower rim around its middle that has another colour than its ends; of no width if none has. */
    Stretch crossing() {
        var bounds = hole.bounds();
        int row = Math.min(image.height() - 1, bounds.y + bounds.height + Math.max(1, bounds.height / 16));
        int left = Math.max(0, bounds.x - bounds.width / 12);
        int right = Math.min(image.width(), bounds.x + bounds.width + bounds.width / 12);
        int first = -1;
        int last = -1;
        int start = mean(left, row);
        int end = mean(right - 1, row);
        for (int x = left; x < right; x++) {
            int colour = mean(x, row);
            if (distance(colour, start) > DIFFERENT && distance(colour, end) > DIFFERENT) {
                first = first < 0 ? x : first;
                last = x;
            }
        }
        return first < 0 ? new Stretch(left, left) : new Stretch(first, last + 1);
    }

    private int mean(int x, int y) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int count = 0;
        for (int v = Math.max(0, y - 2); v < Math.min(image.height(), y + 3); v++) {
            for (int u = Math.max(0, x - 2); u < Math.min(image.width(), x + 3); u++) {
                int pixel = image.argb()[v * image.width() + u];
                red += (pixel >> 16) & 255;
                green += (pixel >> 8) & 255;
                blue += pixel & 255;
                count++;
            }
        }
        return ((red / count) << 16) | ((green / count) << 8) | (blue / count);
    }

    /** Mean difference of the channels, 0 to 1. */
    private static double distance(int a, int b) {
        double sum = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            sum += Math.abs(((a >> shift) & 255) - ((b >> shift) & 255));
        }
        return sum / (3 * 255) + Math.abs(Tones.luma(a) - Tones.luma(b)) * .25;
    }
}
