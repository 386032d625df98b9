package io.lutra.engine.sketch.sight;

import io.lutra.imaging.Raster;

/**
 * A small copy of a picture with a hole.
 *
 * @param rgb levels, {@code [(y * width + x) * 3 + channel]}
 * @param known whether most of what a pixel stands for is outside of the hole
 */
public record Thumb(int width, int height, float[] rgb, boolean[] known) {
    /** The picture at the given fraction of its size, at most 1: every pixel is the mean of the kept ones that it stands for. */
    public static Thumb of(Raster image, boolean[] hole, double scale) {
        int width = Math.max(1, (int) Math.round(image.width() * scale));
        int height = Math.max(1, (int) Math.round(image.height() * scale));
        var rgb = new float[width * height * 3];
        var kept = new int[width * height];
        var all = new int[width * height];
        for (int y = 0; y < image.height(); y++) {
            int row = y * height / image.height() * width;
            for (int x = 0; x < image.width(); x++) {
                int i = y * image.width() + x;
                int at = row + x * width / image.width();
                all[at]++;
                if (!hole[i]) {
                    int pixel = image.argb()[i];
                    rgb[at * 3] += (pixel >> 16) & 255;
                    rgb[at * 3 + 1] += (pixel >> 8) & 255;
                    rgb[at * 3 + 2] += pixel & 255;
                    kept[at]++;
                }
            }
        }
        var known = new boolean[width * height];
        for (int i = 0; i < known.length; i++) {
            known[i] = kept[i] * 2 > all[i];
            for (int c = 0; c < 3; c++) {
                rgb[i * 3 + c] /= Math.max(1, kept[i]);
            }
        }
        return new Thumb(width, height, rgb, known);
    }

    /** This at a fraction of its own size. */
    Thumb smaller(double scale) {
        if (scale == 1) {
            return this;
        }
        var argb = new int[known.length];
        var hole = new boolean[known.length];
        for (int i = 0; i < argb.length; i++) {
            hole[i] = !known[i];
            argb[i] = (Math.round(rgb[i * 3]) << 16) | (Math.round(rgb[i * 3 + 1]) << 8) | Math.round(rgb[i * 3 + 2]);
        }
        return of(new Raster(width, height, argb), hole, scale);
    }
}
