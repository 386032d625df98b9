package io.lutra.engine.sketch.finish;

import io.lutra.engine.sketch.paint.Tones;

/**
 * Opaque pixels to work on.
 *
 * @param rgb row by row; changed in place
 */
record Canvas(int[] rgb, int width, int height) {
    double unit() {
        return Math.min(width, height);
    }

    int at(int x, int y) {
        return rgb[Math.clamp(y, 0, height - 1) * width + Math.clamp(x, 0, width - 1)] & 0xFFFFFF;
    }

    void set(int x, int y, int colour) {
        rgb[y * width + x] = 0xFF000000 | colour;
    }

    /** How bright each pixel looks, 0 to 1. */
    float[] luma() {
        var luma = new float[rgb.length];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (float) Tones.luma(rgb[i] & 0xFFFFFF);
        }
        return luma;
    }

    /** The strength of edges, 0 to about 1: the length of Sobel's gradient over all channels. */
    float[] edges() {
        var edges = new float[rgb.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double most = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    int nw = (at(x - 1, y - 1) >> shift) & 255;
                    int ne = (at(x + 1, y - 1) >> shift) & 255;
                    int sw = (at(x - 1, y + 1) >> shift) & 255;
                    int se = (at(x + 1, y + 1) >> shift) & 255;
                    int h = ne
                            + se
                            + 2 * ((at(x + 1, y) >> shift) & 255)
                            - nw
                            - sw
                            - 2 * ((at(x - 1, y) >> shift) & 255);
                    int v = sw
                            + se
                            + 2 * ((at(x, y + 1) >> shift) & 255)
                            - nw
                            - ne
                            - 2 * ((at(x, y - 1) >> shift) & 255);
                    most = Math.max(most, Math.sqrt((double) h * h + (double) v * v));
                }
                edges[y * width + x] = (float) Math.min(1, most / 700);
            }
        }
        return edges;
    }

    /** A mean over a square of this radius, by running sums. */
    static float[] blur(float[] values, int width, int height, int radius) {
        var across = new float[values.length];
        for (int y = 0; y < height; y++) {
            float sum = 0;
            for (int x = -radius; x <= radius; x++) {
                sum += values[y * width + Math.clamp(x, 0, width - 1)];
            }
            for (int x = 0; x < width; x++) {
                across[y * width + x] = sum / (2 * radius + 1);
                sum += values[y * width + Math.min(width - 1, x + radius + 1)]
                        - values[y * width + Math.max(0, x - radius)];
            }
        }
        var blurred = new float[values.length];
        for (int x = 0; x < width; x++) {
            float sum = 0;
            for (int y = -radius; y <= radius; y++) {
                sum += across[Math.clamp(y, 0, height - 1) * width + x];
            }
            for (int y = 0; y < height; y++) {
                blurred[y * width + x] = sum / (2 * radius + 1);
                sum += across[Math.min(height - 1, y + radius + 1) * width + x]
                        - across[Math.max(0, y - radius) * width + x];
            }
        }
        return blurred;
    }

    /** One channel, 0 to 255. */
    float[] channel(int shift) {
        var values = new float[rgb.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (rgb[i] >> shift) & 255;
        }
        return values;
    }

    /** The mean colour of a rectangle. */
    int mean(int left, int top, int right, int bottom) {
        long red = 0;
        long green = 0;
        long blue = 0;
        int count = 0;
        for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
            for (int x = Math.max(0, left); x < Math.min(width, right); x++) {
                int pixel = rgb[y * width + x];
                red += (pixel >> 16) & 255;
                green += (pixel >> 8) & 255;
                blue += pixel & 255;
                count++;
            }
        }
        return count == 0 ? 0 : ((int) (red / count) << 16) | ((int) (green / count) << 8) | (int) (blue / count);
    }
}
