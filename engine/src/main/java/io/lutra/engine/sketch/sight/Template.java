package io.lutra.engine.sketch.sight;

import java.util.Arrays;

/*
 * Implementation note. Two correlations are taken, over all colours of the window at once. The one inside of the drawing's outline
 * does not care what is around it, but tells little of a drawing of one colour; the one of the whole square, with the drawing laid on
 * the window's own mean ground, tells outlines apart, but suffers from a busy ground. With colour c (premultiplied), clearness
 * k = 1 - alpha, ground g = sum(w k) / sum(k) and mask m of the outline, they need for each place only sum(w c), sum(w k), sum(w m),
 * sum(w w m) and sum(w c m): the rest belongs to the drawing alone or comes from summed-area tables. Levels are whole numbers, so that
 * the compiler can use vector instructions.
 */

/** A drawing at one size, to be laid over every place of a {@link Field}. Immutable. */
final class Template {
    /** Weight of the correlation inside of the outline; the rest is for that of the whole square. */
    private static final double INSIDE = 0.55;
    /** Variance of levels below which an area counts as of one colour. */
    private static final double FLAT = 120;

    private final int size;
    private final int[][] colour = new int[3][];
    private final int[][] inner = new int[3][];
    private final int[] clear;
    private final int[] mask;
    private final double clearSum;
    private final double clearSquares;
    private final double maskSum;
    private final double innerSum;
    private final double innerSquares;
    private final double[] colourClear = new double[3];
    private final double[] colourSum = new double[3];
    private final double[] colourSquares = new double[3];

    Template(Patch drawing) {
        size = drawing.side();
        int pixels = size * size;
        clear = new int[pixels];
        mask = new int[pixels];
        for (int i = 0; i < pixels; i++) {
            float alpha = drawing.planes()[3][i];
            clear[i] = Math.round(255 * (1 - alpha));
            mask[i] = alpha > 0.75f ? 1 : 0;
        }
        clearSum = Arrays.stream(clear).sum();
        clearSquares = Arrays.stream(clear).mapToDouble(k -> (double) k * k).sum();
        maskSum = Arrays.stream(mask).sum();
        double sum = 0;
        double squares = 0;
        for (int channel = 0; channel < 3; channel++) {
            colour[channel] = new int[pixels];
            inner[channel] = new int[pixels];
            for (int i = 0; i < pixels; i++) {
                int level = Math.round(255 * drawing.planes()[channel][i]);
                colour[channel][i] = level;
                inner[channel][i] = level * mask[i];
                colourSum[channel] += level;
                colourSquares[channel] += (double) level * level;
                colourClear[channel] += (double) level * clear[i];
                sum += inner[channel][i];
                squares += (double) inner[channel][i] * inner[channel][i];
            }
        }
        innerSum = sum;
        innerSquares = squares;
    }

    int size() {
        return size;
    }

    /**
     * How much a window of the field looks like this drawing, from -1 to 1.
     *
     * @param left window's left edge in pixels of the field
     * @param top its upper edge
     */
    double likeness(Field field, int left, int top) {
        double w = 0;
        double ww = 0;
        double we = 0;
        double e = 0;
        double ee = 0;
        double wm = 0;
        double wwm = 0;
        double wcm = 0;
        for (int channel = 0; channel < 3; channel++) {
            int[] levels = field.levels(channel);
            int[] own = colour[channel];
            int[] ownInner = inner[channel];
            long both = 0;
            long ground = 0;
            for (int y = 0; y < size; y++) {
                int row = (top + y) * field.side() + left;
                int at = y * size;
                int rowBoth = 0;
                int rowGround = 0;
                int rowMask = 0;
                int rowSquares = 0;
                int rowInner = 0;
                for (int x = 0; x < size; x++) {
                    int level = levels[row + x];
                    int masked = level * mask[at + x];
                    rowBoth += level * own[at + x];
                    rowGround += level * clear[at + x];
                    rowMask += masked;
                    rowSquares += masked * level;
                    rowInner += level * ownInner[at + x];
                }
                both += rowBoth;
                ground += rowGround;
                wm += rowMask;
                wwm += rowSquares;
                wcm += rowInner;
            }
            double h = clearSum < 255 ? 0 : ground / clearSum / 255;
            w += field.sum(channel, left, top, size);
            ww += field.squares(channel, left, top, size);
            e += colourSum[channel] + h * clearSum;
            ee += colourSquares[channel] + 2 * h * colourClear[channel] + h * h * clearSquares;
            we += both + h * ground;
        }
        double inside = correlation(3 * maskSum, wm, wwm, innerSum, innerSquares, wcm);
        double whole = correlation(3.0 * size * size, w, ww, e, ee, we);
        return INSIDE * inside + (1 - INSIDE) * whole;
    }

    private static double correlation(double n, double w, double ww, double e, double ee, double we) {
        double varW = ww - w * w / n;
        double varE = ee - e * e / n;
        return varW < FLAT * n || varE < FLAT * n ? 0 : (we - w * e / n) / Math.sqrt(varW * varE);
    }
}
