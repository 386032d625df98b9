package io.lutra.imaging;

/**
 * Makes rasters of other sizes. The same raster gives the same bytes everywhere: the arithmetic is ours, not a library's.
 */
public final class Scaling {
    private Scaling() {}

    /**
     * The raster at another size, seen as a whole: every new pixel is the mean of the area that it covers, weighted by the
     * cubic of Catmull and Rom (B = 0, C = 1/2 in Mitchell and Netravali, 1988) with its support widened when shrinking.
     * Colours are weighted by their alpha. The raster itself if it has the size already.
     */
    public static Raster to(Raster raster, int width, int height) {
        if (raster.width() == width && raster.height() == height) {
            return raster;
        }
        float[] wide = horizontally(premultiplied(raster), raster.width(), raster.height(), width);
        float[] all = vertically(wide, width, raster.height(), height);
        return new Raster(width, height, straight(all));
    }

    /** The raster at another size, every new pixel a copy of the nearest old one: for masks. */
    public static Raster nearest(Raster raster, int width, int height) {
        if (raster.width() == width && raster.height() == height) {
            return raster;
        }
        var argb = new int[Math.multiplyExact(width, height)];
        for (int y = 0, i = 0; y < height; y++) {
            int row = (int) ((2L * y + 1) * raster.height() / (2L * height)) * raster.width();
            for (int x = 0; x < width; x++, i++) {
                argb[i] = raster.argb()[row + (int) ((2L * x + 1) * raster.width() / (2L * width))];
            }
        }
        return new Raster(width, height, argb);
    }

    /** A part of the raster, which must lie within it. */
    public static Raster crop(Raster raster, int left, int top, int width, int height) {
        if (left < 0 || top < 0 || left > raster.width() - width || top > raster.height() - height) {
            throw new IllegalArgumentException(width + "x" + height + " at " + left + "," + top + " is not within "
                    + raster.width() + "x" + raster.height());
        }
        var argb = new int[Math.multiplyExact(width, height)];
        for (int y = 0; y < height; y++) {
            System.arraycopy(raster.argb(), (top + y) * raster.width() + left, argb, y * width, width);
        }
        return new Raster(width, height, argb);
    }

    /** The raster on a larger ground, with its corner at left and top; around it its border goes on. */
    public static Raster pad(Raster raster, int left, int top, int width, int height) {
        if (left < 0 || top < 0 || left > width - raster.width() || top > height - raster.height()) {
            throw new IllegalArgumentException(raster.width() + "x" + raster.height() + " at " + left + "," + top
                    + " is not within " + width + "x" + height);
        }
        var argb = new int[Math.multiplyExact(width, height)];
        for (int y = 0, i = 0; y < height; y++) {
            int row = Math.clamp(y - top, 0, raster.height() - 1) * raster.width();
            for (int x = 0; x < width; x++, i++) {
                argb[i] = raster.argb()[row + Math.clamp(x - left, 0, raster.width() - 1)];
            }
        }
        return new Raster(width, height, argb);
    }

    /** Layout: {@code [(y * width + x) * 4 + channel]}, channels alpha, red, green, blue, colours times alpha / 255. */
    private static float[] premultiplied(Raster raster) {
        int[] argb = raster.argb();
        var planes = new float[Math.multiplyExact(argb.length, 4)];
        for (int i = 0; i < argb.length; i++) {
            int pixel = argb[i];
            float alpha = pixel >>> 24;
            float weight = alpha / 255;
            planes[4 * i] = alpha;
            planes[4 * i + 1] = (pixel >> 16 & 255) * weight;
            planes[4 * i + 2] = (pixel >> 8 & 255) * weight;
            planes[4 * i + 3] = (pixel & 255) * weight;
        }
        return planes;
    }

    private static int[] straight(float[] planes) {
        var argb = new int[planes.length / 4];
        for (int i = 0; i < argb.length; i++) {
            float alpha = Math.clamp(planes[4 * i], 0, 255);
            float scale = alpha < 0.5f ? 0 : 255 / alpha;
            argb[i] = Math.round(alpha) << 24
                    | level(planes[4 * i + 1] * scale) << 16
                    | level(planes[4 * i + 2] * scale) << 8
                    | level(planes[4 * i + 3] * scale);
        }
        return argb;
    }

    private static int level(float value) {
        return Math.clamp(Math.round(value), 0, 255);
    }

    private static float[] horizontally(float[] from, int width, int height, int newWidth) {
        var weights = new Weights(width, newWidth);
        var to = new float[Math.multiplyExact(Math.multiplyExact(newWidth, height), 4)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < newWidth; x++) {
                weights.sum(from, y * width, 1, x, to, y * newWidth + x);
            }
        }
        return to;
    }

    private static float[] vertically(float[] from, int width, int height, int newHeight) {
        var weights = new Weights(height, newHeight);
        var to = new float[Math.multiplyExact(Math.multiplyExact(width, newHeight), 4)];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < width; x++) {
                weights.sum(from, x, width, y, to, y * width + x);
            }
        }
        return to;
    }

    /** For every new position along one axis, which old ones it is made of. */
    private static final class Weights {
        private final int[] first;
        private final float[][] weights;

        Weights(int size, int newSize) {
            first = new int[newSize];
            weights = new float[newSize][];
            double step = (double) size / newSize;
            double spread = Math.max(1, step);
            for (int i = 0; i < newSize; i++) {
                double centre = (i + 0.5) * step - 0.5;
                int from = (int) Math.ceil(centre - 2 * spread);
                int to = (int) Math.floor(centre + 2 * spread);
                first[i] = Math.max(0, from);
                var row = new float[Math.min(size - 1, to) - first[i] + 1];
                double sum = 0;
                for (int j = from; j <= to; j++) {
                    double weight = cubic(Math.abs(j - centre) / spread);
                    row[Math.clamp(j, 0, size - 1) - first[i]] += (float) weight;
                    sum += weight;
                }
                for (int j = 0; j < row.length; j++) {
                    row[j] /= (float) sum;
                }
                weights[i] = row;
            }
        }

        private static double cubic(double x) {
            if (x < 1) {
                return (1.5 * x - 2.5) * x * x + 1;
            }
            return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
        }

        void sum(float[] from, int offset, int stride, int position, float[] to, int target) {
            float alpha = 0;
            float red = 0;
            float green = 0;
            float blue = 0;
            var row = weights[position];
            for (int j = 0; j < row.length; j++) {
                int at = 4 * (offset + (first[position] + j) * stride);
                alpha += row[j] * from[at];
                red += row[j] * from[at + 1];
                green += row[j] * from[at + 2];
                blue += row[j] * from[at + 3];
            }
            to[4 * target] = alpha;
            to[4 * target + 1] = red;
            to[4 * target + 2] = green;
            to[4 * target + 3] = blue;
        }
    }
}
