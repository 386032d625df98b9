package io.lutra.engine.sketch.sight;

import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;

/**
 * A small square picture as planes of floats: red, green, blue, each 0 to 1, and alpha. Colours are premultiplied. Immutable.
 *
 * @param side pixels
 * @param planes {@code planes[channel][y * side + x]}
 */
record Patch(int side, float[][] planes) {
    /** A picture, scaled to a square whatever its proportions. */
    static Patch of(Raster picture, int side) {
        Raster small = Scaling.to(picture, side, side);
        float[][] planes = new float[4][side * side];
        for (int i = 0; i < side * side; i++) {
            int pixel = small.argb()[i];
            float alpha = (pixel >>> 24) / 255f;
            planes[0][i] = ((pixel >> 16) & 255) / 255f * alpha;
            planes[1][i] = ((pixel >> 8) & 255) / 255f * alpha;
            planes[2][i] = (pixel & 255) / 255f * alpha;
            planes[3][i] = alpha;
        }
        return new Patch(side, planes);
    }

    /** The same, smaller, each pixel the mean of the area that it covers. */
    Patch shrunk(int smaller) {
        if (smaller == side) {
            return this;
        }
        float[][] small = new float[4][smaller * smaller];
        double step = (double) side / smaller;
        for (int y = 0; y < smaller; y++) {
            for (int x = 0; x < smaller; x++) {
                for (int channel = 0; channel < 4; channel++) {
                    small[channel][y * smaller + x] =
                            mean(planes[channel], x * step, y * step, (x + 1) * step, (y + 1) * step);
                }
            }
        }
        return new Patch(smaller, small);
    }

    private float mean(float[] plane, double x0, double y0, double x1, double y1) {
        double sum = 0;
        for (int y = (int) y0; y < Math.min(side, Math.ceil(y1)); y++) {
            double high = Math.min(y + 1, y1) - Math.max(y, y0);
            for (int x = (int) x0; x < Math.min(side, Math.ceil(x1)); x++) {
                sum += plane[y * side + x] * high * (Math.min(x + 1, x1) - Math.max(x, x0));
            }
        }
        return (float) (sum / ((x1 - x0) * (y1 - y0)));
    }

    /** This with a margin around it, in which the pixels of its edges go on. */
    Patch padded(int margin) {
        int wide = side + 2 * margin;
        float[][] padded = new float[4][wide * wide];
        for (int channel = 0; channel < 4; channel++) {
            for (int y = 0; y < wide; y++) {
                int row = Math.clamp(y - margin, 0, side - 1) * side;
                for (int x = 0; x < wide; x++) {
                    padded[channel][y * wide + x] = planes[channel][row + Math.clamp(x - margin, 0, side - 1)];
                }
            }
        }
        return new Patch(wide, padded);
    }

    /** Its mirror image. */
    Patch mirrored() {
        float[][] flipped = new float[4][side * side];
        for (int channel = 0; channel < 4; channel++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    flipped[channel][y * side + x] = planes[channel][y * side + side - 1 - x];
                }
            }
        }
        return new Patch(side, flipped);
    }
}
