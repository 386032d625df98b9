package io.lutra.engine.sketch.sight;

/*
 * Implementation note. Two correlations are taken, over all colours of the window at once. The one inside of the drawing's outline
 * does not care what is around it, but tells little of a drawing of one colour; the one of the whole square, with the drawing laid on
 * the window's own mean ground, tells outlines apart, but suffers from a busy ground. With colour c (premultiplied), clearness
 * k = 1 - alpha, ground g = sum(w k) / sum(k) and mask m of the outline, they need for each place only sum(w c), sum(w k), sum(w m),
 * sum(w w m) and sum(w c m): the rest belongs to the drawing alone or to the window alone. All five are products of two arrays of
 * whole numbers, which the compiler turns into vector instructions because the arrays are long and lie one value after the other.
 */

/** A drawing at one size, to be compared with every {@link Window} of that size. Immutable. */
final class Template {
    /** Weight of the correlation inside of the outline; the rest is for that of the whole square. */
    private static final double INSIDE = 0.55;
    /** Variance of levels below which an area counts as of one colour. */
    private static final double FLAT = 120;

    private final int size;
    /** Levels of red, then green, then blue. */
    private final int[] colour;
    /** The same within the outline, 0 outside. */
    private final int[] inner;

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
        colour = new int[3 * pixels];
        inner = new int[3 * pixels];
        clear = new int[pixels];
        mask = new int[pixels];
        for (int i = 0; i < pixels; i++) {
            float alpha = drawing.planes()[3][i];
            clear[i] = Math.round(255 * (1 - alpha));
            mask[i] = alpha > 0.75f ? 1 : 0;
        }
        clearSum = sum(clear);
        clearSquares = product(clear, clear, 0);
        maskSum = sum(mask);
        for (int channel = 0; channel < 3; channel++) {
            float[] plane = drawing.planes()[channel];
            int[] levels = new int[pixels];
            for (int i = 0; i < pixels; i++) {
                levels[i] = Math.round(255 * plane[i]);
                inner[channel * pixels + i] = levels[i] * mask[i];
            }
            System.arraycopy(levels, 0, colour, channel * pixels, pixels);
            colourSum[channel] = sum(levels);
            colourSquares[channel] = product(levels, levels, 0);
            colourClear[channel] = product(levels, clear, 0);
        }
        innerSum = sum(inner);
        innerSquares = product(inner, inner, 0);
    }

    int size() {
        return size;
    }

    /** How much a window of this size looks like this drawing, from -1 to 1. */
    double likeness(Window window) {
        double e = 0;
        double ee = 0;
        double we = product(colour, window.levels(), 0);
        for (int channel = 0; channel < 3; channel++) {
            double ground = product(clear, window.levels(), channel * size * size);
            double h = clearSum < 255 ? 0 : ground / clearSum / 255;
            e += colourSum[channel] + h * clearSum;
            ee += colourSquares[channel] + 2 * h * colourClear[channel] + h * h * clearSquares;
            we += h * ground;
        }
        double inside = correlation(
                3 * maskSum,
                product(mask, window.brightness(), 0),
                product(mask, window.squares(), 0),
                innerSum,
                innerSquares,
                product(inner, window.levels(), 0));
        double whole = correlation(3.0 * size * size, window.sum(), window.sumOfSquares(), e, ee, we);
        return INSIDE * inside + (1 - INSIDE) * whole;
    }

    /** Of the first with as many of the second; of squares of up to 100 pixels it fits. */
    private static int product(int[] first, int[] second, int from) {
        int sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[from + i];
        }
        return sum;
    }

    static int sum(int[] values) {
        int sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }

    private static double correlation(double n, double w, double ww, double e, double ee, double we) {
        double varW = ww - w * w / n;
        double varE = ee - e * e / n;
        return varW < FLAT * n || varE < FLAT * n ? 0 : (we - w * e / n) / Math.sqrt(varW * varE);
    }
}
