package io.lutra.engine.sketch.sight;

/**
 * The painterly filter of Kuwahara et al., "Processing of RI-angiocardiographic images", 1976: each pixel takes the mean of that of
 * its four neighbouring squares that varies least, which flattens surfaces and keeps edges. Stateless.
 */
final class Kuwahara {
    private Kuwahara() {}

    /**
     * Filters.
     *
     * @param rgb {@code rgb[(y * width + x) * 3 + channel]}; borrowed
     * @param radius side of the squares less one, in pixels
     * @return a new array
     */
    static float[] filter(float[] rgb, int width, int height, int radius) {
        double[][] sums = new double[4][(width + 1) * (height + 1)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                double grey = 0.299 * rgb[at] + 0.587 * rgb[at + 1] + 0.114 * rgb[at + 2];
                for (int c = 0; c < 4; c++) {
                    double value = c < 3 ? rgb[at + c] : grey * grey;
                    sums[c][(y + 1) * (width + 1) + x + 1] = value
                            + sums[c][y * (width + 1) + x + 1]
                            + sums[c][(y + 1) * (width + 1) + x]
                            - sums[c][y * (width + 1) + x];
                }
            }
        }
        float[] out = new float[rgb.length];
        float[] mean = new float[3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double least = Double.MAX_VALUE;
                for (int quarter = 0; quarter < 4; quarter++) {
                    int x0 = Math.max(0, (quarter & 1) == 0 ? x - radius : x);
                    int y0 = Math.max(0, quarter < 2 ? y - radius : y);
                    int x1 = Math.min(width, ((quarter & 1) == 0 ? x : x + radius) + 1);
                    int y1 = Math.min(height, (quarter < 2 ? y : y + radius) + 1);
                    double variance = variance(sums, width + 1, x0, y0, x1, y1, mean);
                    if (variance < least) {
                        least = variance;
                        System.arraycopy(mean, 0, out, (y * width + x) * 3, 3);
                    }
                }
            }
        }
        return out;
    }

    private static double variance(double[][] sums, int stride, int x0, int y0, int x1, int y1, float[] mean) {
        double n = (double) (x1 - x0) * (y1 - y0);
        for (int c = 0; c < 3; c++) {
            mean[c] = (float) (box(sums[c], stride, x0, y0, x1, y1) / n);
        }
        double grey = 0.299 * mean[0] + 0.587 * mean[1] + 0.114 * mean[2];
        return box(sums[3], stride, x0, y0, x1, y1) / n - grey * grey;
    }

    private static double box(double[] sums, int stride, int x0, int y0, int x1, int y1) {
        return sums[y1 * stride + x1] - sums[y0 * stride + x1] - sums[y1 * stride + x0] + sums[y0 * stride + x0];
    }
}
