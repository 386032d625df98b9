package io.lutra.imaging.inpaint;

import java.util.Arrays;

/**
 * Continues a smooth surrounding: a quadratic surface fitted to a band around the hole by least squares, plus the harmonic
 * surface of what the fit misses at the border, so that both meet it exactly. Grain on the surface is continued by exemplars.
 */
final class SmoothFill {
    /** Terms of the surface: 1, x, y, x^2, xy, y^2. */
    private static final int TERMS = 6;
    /** Root mean square of the misfit, in levels, below which a surrounding counts as smooth. */
    private static final double SMOOTH = 4;

    private static final int GRAIN_HALVINGS = 3;

    /** The band is this part of the picture's smaller side. */
    private static final int BAND = 12;
    /** Where a hole takes a whole side of the picture, these will do: there is nothing to lead to on its other side. */
    private static final int[] NARROW_BANDS = {48, 128};

    private final Plane plane;
    private final boolean[] band;
    /** What the band covers: left, top, right, bottom, inclusive. Farther away the surface goes on level. */
    private final int[] bounds;

    private final double[][] surface = new double[3][];

    private SmoothFill(Plane plane, boolean[] veil, int reach) {
        this.plane = plane;
        this.band = band(plane, reach);
        this.bounds = new int[] {plane.width, plane.height, 0, 0};
        for (int i = 0; i < band.length; i++) {
            band[i] &= !veil[i];
            if (band[i]) {
                int row = i / plane.width;
                bounds[0] = Math.min(bounds[0], i % plane.width);
                bounds[1] = Math.min(bounds[1], row);
                bounds[2] = Math.max(bounds[2], i % plane.width);
                bounds[3] = Math.max(bounds[3], row);
            }
        }
        for (int c = 0; c < 3; c++) {
            surface[c] = fit(c);
        }
    }

    /**
     * Fills the hole and returns true, or returns false and changes nothing when the surrounding is not smooth.
     *
     * @param veil what is known but not to be continued
     */
    static boolean fill(Plane plane, boolean[] veil, long seed) {
        if (fill(plane, veil, BAND, seed)) {
            return true;
        }
        return plane.isHoleAcross() && Arrays.stream(NARROW_BANDS).anyMatch(part -> fill(plane, veil, part, seed));
    }

    private static boolean fill(Plane plane, boolean[] veil, int part, long seed) {
        var smooth = new SmoothFill(plane, veil, reach(plane, part));
        if (smooth.bounds[0] > smooth.bounds[2]) {
            return false;
        }
        boolean grainy = smooth.misfit() > SMOOTH;
        if (grainy && !isSmoothFromAfar(plane, veil, part)) {
            return false;
        }
        smooth.addSurface(-1);
        if (grainy) {
            plane.widenHole(veil);
            ExemplarFill.fill(plane, seed);
        } else {
            plane.level(veil);
            plane.fillHarmonic();
        }
        smooth.addSurface(1);
        return true;
    }

    private static int reach(Plane plane, int part) {
        return Math.max(6, Math.min(plane.width, plane.height) / part);
    }

    /** Whether nothing but grain is on a smooth surface: at a fraction of the size the grain is gone. */
    private static boolean isSmoothFromAfar(Plane plane, boolean[] veil, int part) {
        Plane small = plane;
        boolean[] smallVeil = veil;
        for (int i = 0; i < GRAIN_HALVINGS && Math.min(small.width, small.height) > 32; i++) {
            smallVeil = half(smallVeil, small);
            small = small.half();
        }
        return new SmoothFill(small, smallVeil, reach(small, part)).misfit() <= SMOOTH;
    }

    private static boolean[] half(boolean[] veil, Plane plane) {
        int width = (plane.width + 1) / 2;
        int height = (plane.height + 1) / 2;
        var half = new boolean[width * height];
        for (int i = 0; i < veil.length; i++) {
            int row = i / plane.width;
            half[row / 2 * width + i % plane.width / 2] |= veil[i];
        }
        return half;
    }

    /** The known pixels at most {@code reach} away from the hole, by the larger of both distances. */
    private static boolean[] band(Plane plane, int reach) {
        int w = plane.width;
        int h = plane.height;
        int[] rows = new int[w * h];
        for (int y = 0; y < h; y++) {
            int last = -reach - 1;
            for (int x = 0; x < w + reach; x++) {
                if (x < w && plane.hole[y * w + x]) {
                    last = x;
                }
                if (x >= reach && x - last <= 2 * reach) {
                    rows[y * w + x - reach] = 1;
                }
            }
        }
        boolean[] band = new boolean[w * h];
        for (int x = 0; x < w; x++) {
            int last = -reach - 1;
            for (int y = 0; y < h + reach; y++) {
                if (y < h && rows[y * w + x] == 1) {
                    last = y;
                }
                int at = (y - reach) * w + x;
                if (y >= reach && y - last <= 2 * reach && !plane.hole[at]) {
                    band[at] = true;
                }
            }
        }
        return band;
    }

    private double[] fit(int channel) {
        double[][] normal = new double[TERMS][TERMS + 1];
        double[] terms = new double[TERMS];
        for (int i = 0; i < band.length; i++) {
            if (band[i]) {
                terms(i, terms);
                for (int r = 0; r < TERMS; r++) {
                    for (int c = 0; c < TERMS; c++) {
                        normal[r][c] += terms[r] * terms[c];
                    }
                    normal[r][TERMS] += terms[r] * plane.rgb[i * 3 + channel];
                }
            }
        }
        return solve(normal);
    }

    private void terms(int i, double[] terms) {
        int row = i / plane.width;
        double x = (double) Math.clamp(i % plane.width, bounds[0], bounds[2]) / plane.width;
        double y = (double) Math.clamp(row, bounds[1], bounds[3]) / plane.height;
        terms[0] = 1;
        terms[1] = x;
        terms[2] = y;
        terms[3] = x * x;
        terms[4] = x * y;
        terms[5] = y * y;
    }

    /** Gauss-Jordan elimination with pivots, slightly regularised so that a thin band still has one answer. */
    private static double[] solve(double[][] m) {
        for (int r = 0; r < TERMS; r++) {
            m[r][r] += 1e-6;
        }
        for (int column = 0; column < TERMS; column++) {
            int pivot = column;
            for (int r = column + 1; r < TERMS; r++) {
                if (Math.abs(m[r][column]) > Math.abs(m[pivot][column])) {
                    pivot = r;
                }
            }
            double[] swapped = m[column];
            m[column] = m[pivot];
            m[pivot] = swapped;
            for (int r = 0; r < TERMS; r++) {
                if (r != column) {
                    double factor = m[r][column] / m[column][column];
                    for (int c = column; c <= TERMS; c++) {
                        m[r][c] -= factor * m[column][c];
                    }
                }
            }
        }
        double[] solution = new double[TERMS];
        for (int r = 0; r < TERMS; r++) {
            solution[r] = m[r][TERMS] / m[r][r];
        }
        return solution;
    }

    private double misfit() {
        double sum = 0;
        long count = 0;
        double[] terms = new double[TERMS];
        for (int i = 0; i < band.length; i++) {
            if (band[i]) {
                terms(i, terms);
                for (int c = 0; c < 3; c++) {
                    double error = plane.rgb[i * 3 + c] - value(surface[c], terms);
                    sum += error * error;
                    count++;
                }
            }
        }
        return count == 0 ? 0 : Math.sqrt(sum / count);
    }

    private static double value(double[] surface, double[] terms) {
        double value = 0;
        for (int t = 0; t < TERMS; t++) {
            value += surface[t] * terms[t];
        }
        return value;
    }

    private void addSurface(int sign) {
        double[] terms = new double[TERMS];
        for (int i = 0; i < plane.hole.length; i++) {
            terms(i, terms);
            for (int c = 0; c < 3; c++) {
                plane.rgb[i * 3 + c] += (float) (sign * value(surface[c], terms));
            }
        }
    }
}
