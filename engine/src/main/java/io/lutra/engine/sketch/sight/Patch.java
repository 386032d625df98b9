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

    /** The same with another number of pixels, each the mean of the area that it covers. */
    Patch resized(int wanted) {
        if (wanted == side) {
            return this;
        }
        float[][] resized = new float[4][];
        for (int channel = 0; channel < 4; channel++) {
            // Each pass resizes the rows and turns rows into columns, so that two do both and turn them back.
            float[] high = rows(planes[channel], side, side, wanted);
            resized[channel] = rows(high, wanted, side, wanted);
        }
        return new Patch(wanted, resized);
    }

    /** Columns of which each is a row of the plane, resized. */
    private static float[] rows(float[] plane, int rows, int columns, int wanted) {
        float[] turned = new float[wanted * rows];
        double step = (double) columns / wanted;
        for (int to = 0; to < wanted; to++) {
            double begin = to * step;
            double end = begin + step;
            for (int from = (int) begin; from < Math.min(columns, Math.ceil(end)); from++) {
                float part = (float) ((Math.min(from + 1, end) - Math.max(from, begin)) / step);
                for (int row = 0; row < rows; row++) {
                    turned[to * rows + row] += part * plane[row * columns + from];
                }
            }
        }
        return turned;
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
}
