package io.lutra.imaging.inpaint;

import io.lutra.imaging.Raster;
import java.util.Arrays;

/**
 * Three channels of a picture as floats, with its hole. Mutable, used by one thread.
 *
 * <p>Layout: {@code rgb[(y * width + x) * 3 + channel]}, 0 to 255.
 */
final class Plane {
    final int width;
    final int height;
    final float[] rgb;
    final boolean[] hole;

    Plane(int width, int height, float[] rgb, boolean[] hole) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
        this.hole = hole;
    }

    static Plane of(Raster image, boolean[] hole) {
        int[] argb = image.argb();
        float[] rgb = new float[argb.length * 3];
        for (int i = 0; i < argb.length; i++) {
            rgb[i * 3] = argb[i] >> 16 & 255;
            rgb[i * 3 + 1] = argb[i] >> 8 & 255;
            rgb[i * 3 + 2] = argb[i] & 255;
        }
        return new Plane(image.width(), image.height(), rgb, hole.clone());
    }

    /** How many pixels the hole has. */
    int holePixels() {
        int count = 0;
        for (boolean missing : hole) {
            count += missing ? 1 : 0;
        }
        return count;
    }

    /** Makes pixels black. */
    void level(boolean[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i]) {
                Arrays.fill(rgb, i * 3, i * 3 + 3, 0);
            }
        }
    }

    /** Whether the hole goes from one side to the other. */
    boolean isHoleAcross() {
        int left = width;
        int top = height;
        int right = -1;
        int bottom = -1;
        for (int i = 0; i < hole.length; i++) {
            if (hole[i]) {
                int row = i / width;
                left = Math.min(left, i % width);
                right = Math.max(right, i % width);
                top = Math.min(top, row);
                bottom = row;
            }
        }
        return right - left + 1 == width || bottom - top + 1 == height;
    }

    /** Makes more pixels missing; all of them only if there were no others left. */
    void widenHole(boolean[] more) {
        int known = 0;
        for (int i = 0; i < hole.length; i++) {
            known += hole[i] || more[i] ? 0 : 1;
        }
        for (int i = 0; i < hole.length && known > 0; i++) {
            hole[i] |= more[i];
        }
    }

    /** {@code sums[y][x]}: how many pixels of the hole are above and left of (x, y). */
    int[][] holeSums() {
        int[][] sums = new int[height + 1][width + 1];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sums[y + 1][x + 1] = sums[y][x + 1] + sums[y + 1][x] - sums[y][x] + (hole[y * width + x] ? 1 : 0);
            }
        }
        return sums;
    }

    /** Makes every known pixel the mean of the known ones at most {@code reach} away. */
    void smoothKnown(int reach) {
        float[] smooth = rgb.clone();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (!hole[y * width + x]) {
                    smoothAt(x, y, reach, smooth);
                }
            }
        }
        System.arraycopy(smooth, 0, rgb, 0, rgb.length);
    }

    private void smoothAt(int x, int y, int reach, float[] to) {
        float[] sum = new float[3];
        int known = 0;
        for (int v = Math.max(0, y - reach); v < Math.min(height, y + reach + 1); v++) {
            for (int u = Math.max(0, x - reach); u < Math.min(width, x + reach + 1); u++) {
                int i = v * width + u;
                if (!hole[i]) {
                    for (int c = 0; c < 3; c++) {
                        sum[c] += rgb[i * 3 + c];
                    }
                    known++;
                }
            }
        }
        for (int c = 0; c < 3; c++) {
            to[(y * width + x) * 3 + c] = sum[c] / known;
        }
    }

    /** Fills the hole with one grey. */
    void fillHole(float level) {
        for (int i = 0; i < hole.length; i++) {
            if (hole[i]) {
                Arrays.fill(rgb, i * 3, i * 3 + 3, level);
            }
        }
    }

    /** Pixel {@code i} as an opaque colour. */
    int argb(int i) {
        return 0xff000000 | level(i * 3) << 16 | level(i * 3 + 1) << 8 | level(i * 3 + 2);
    }

    private int level(int at) {
        return Math.clamp(Math.round(rgb[at]), 0, 255);
    }

    /** Half the size; a pixel is the mean of its known ones, and missing where all four are. */
    Plane half() {
        int w = (width + 1) / 2;
        int h = (height + 1) / 2;
        float[] small = new float[w * h * 3];
        boolean[] missing = new boolean[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                average(x, y, w, small, missing);
            }
        }
        return new Plane(w, h, small, missing);
    }

    private void average(int x, int y, int w, float[] small, boolean[] missing) {
        float red = 0;
        float green = 0;
        float blue = 0;
        int known = 0;
        for (int v = 2 * y; v < Math.min(2 * y + 2, height); v++) {
            for (int u = 2 * x; u < Math.min(2 * x + 2, width); u++) {
                int i = v * width + u;
                if (!hole[i]) {
                    red += rgb[i * 3];
                    green += rgb[i * 3 + 1];
                    blue += rgb[i * 3 + 2];
                    known++;
                }
            }
        }
        int at = y * w + x;
        missing[at] = known == 0;
        if (known > 0) {
            small[at * 3] = red / known;
            small[at * 3 + 1] = green / known;
            small[at * 3 + 2] = blue / known;
        }
    }

    /**
     * Fills the hole with the surface that bends least: the solution of Laplace's equation with the known pixels as border, by
     * successive over-relaxation on a pyramid.
     */
    void fillHarmonic() {
        if (Math.min(width, height) > 8) {
            Plane small = half();
            if (small.holePixels() > 0 && small.holePixels() < small.hole.length) {
                small.fillHarmonic();
            }
            for (int i = 0; i < hole.length; i++) {
                if (hole[i]) {
                    int from = (i / width / 2 * small.width + i % width / 2) * 3;
                    System.arraycopy(small.rgb, from, rgb, i * 3, 3);
                }
            }
        } else {
            fillHole(mean());
        }
        for (int sweep = 0; sweep < 40; sweep++) {
            relax();
        }
    }

    private float mean() {
        double sum = 0;
        int known = 0;
        for (int i = 0; i < hole.length; i++) {
            if (!hole[i]) {
                sum += rgb[i * 3] + rgb[i * 3 + 1] + rgb[i * 3 + 2];
                known += 3;
            }
        }
        return known == 0 ? 255 : (float) (sum / known);
    }

    private void relax() {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (hole[i]) {
                    for (int c = 0; c < 3; c++) {
                        float around = at(x - 1, y, c) + at(x + 1, y, c) + at(x, y - 1, c) + at(x, y + 1, c);
                        rgb[i * 3 + c] += 1.5f * (around / 4 - rgb[i * 3 + c]);
                    }
                }
            }
        }
    }

    private float at(int x, int y, int channel) {
        int u = Math.clamp(x, 0, width - 1);
        int v = Math.clamp(y, 0, height - 1);
        return rgb[(v * width + u) * 3 + channel];
    }
}
