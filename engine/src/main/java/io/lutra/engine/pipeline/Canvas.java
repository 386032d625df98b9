package io.lutra.engine.pipeline;

/**
 * The size that a picture is made at: a model draws well near its native size only, so other sizes are made at that area and
 * resampled.
 *
 * @param width pixels
 * @param height pixels
 */
public record Canvas(int width, int height) {
    /** Areas between these shares of the native one are made as they are. */
    private static final double SMALLEST_SHARE = 0.5;

    private static final double LARGEST_SHARE = 1.6;

    /**
     * The size for a picture.
     *
     * @param nativeSide side of the square that the model draws best
     * @param multiple what both sides must be divisible by
     */
    public static Canvas of(int width, int height, int nativeSide, int multiple) {
        double share = (double) width * height / ((double) nativeSide * nativeSide);
        if (share >= SMALLEST_SHARE && share <= LARGEST_SHARE && width % multiple == 0 && height % multiple == 0) {
            return new Canvas(width, height);
        }
        double scale = 1 / Math.sqrt(share);
        return new Canvas(rounded(width * scale, multiple), rounded(height * scale, multiple));
    }

    private static int rounded(double length, int multiple) {
        return (int) Math.max(1, Math.round(length / multiple)) * multiple;
    }
}
