package io.lutra.imaging.inpaint;

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

    private SmoothFill() {}

    /** Fills the hole and returns true, or returns false and changes nothing when the surrounding is not smooth. */
    static boolean fill(Plane plane, long seed) {
        boolean[] band = bandOf(plane);
        double[][] surface = surface(plane, band);
        boolean grainy = misfit(plane, band, surface) > SMOOTH;
        if (grainy && !isSmoothFromAfar(plane)) {
            return false;
        }
        addSurface(plane, surface, -1);
        if (grainy) {
            ExemplarFill.fill(plane, seed);
        } else {
            plane.fillHarmonic();
        }
        addSurface(plane, surface, 1);
        return true;
    }

    /** Whether nothing but grain is on a smooth surface: at a fraction of the size the grain is gone. */
    private static boolean isSmoothFromAfar(Plane plane) {
        Plane small = plane;
        for (int i = 0; i < GRAIN_HALVINGS && Math.min(small.width, small.height) > 32; i++) {
            small = small.half();
        }
        boolean[] band = bandOf(small);
        return misfit(small, band, surface(small, band)) <= SMOOTH;
    }

    private static boolean[] bandOf(Plane plane) {
        return band(plane, Math.max(6, Math.min(plane.width, plane.height) / 12));
    }

    private static double[][] surface(Plane plane, boolean[] band) {
        double[][] surface = new double[3][];
        for (int c = 0; c < 3; c++) {
            surface[c] = fit(plane, band, c);
        }
        return surface;
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

    private static double[] fit(Plane plane, boolean[] band, int channel) {
        double[][] normal = new double[TERMS][TERMS + 1];
        double[] terms = new double[TERMS];
        for (int i = 0; i < band.length; i++) {
            if (band[i]) {
                terms(plane, i, terms);
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

    private static void terms(Plane plane, int i, double[] terms) {
        int row = i / plane.width;
        double x = (double) (i % plane.width) / plane.width;
        double y = (double) row / plane.height;
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

    private static double misfit(Plane plane, boolean[] band, double[][] surface) {
        double sum = 0;
        long count = 0;
        double[] terms = new double[TERMS];
        for (int i = 0; i < band.length; i++) {
            if (band[i]) {
                terms(plane, i, terms);
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

    private static void addSurface(Plane plane, double[][] surface, int sign) {
        double[] terms = new double[TERMS];
        for (int i = 0; i < plane.hole.length; i++) {
            terms(plane, i, terms);
            for (int c = 0; c < 3; c++) {
                plane.rgb[i * 3 + c] += (float) (sign * value(surface[c], terms));
            }
        }
    }
}
