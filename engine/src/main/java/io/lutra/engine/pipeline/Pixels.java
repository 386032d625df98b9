package io.lutra.engine.pipeline;

import io.lutra.engine.PictureRequest;
import io.lutra.imaging.Raster;

/** Between rasters and the numbers that the autoencoder reads: three planes, -1 to 1. */
public final class Pixels {
    private Pixels() {}

    /** {@code [3, height, width]}; transparent pixels on white. */
    public static float[] planes(Raster raster) {
        int area = raster.width() * raster.height();
        var planes = new float[3 * area];
        for (int i = 0; i < area; i++) {
            int pixel = raster.argb()[i];
            double alpha = (pixel >>> 24) / 255.0;
            for (int channel = 0; channel < 3; channel++) {
                double value = alpha * (pixel >>> (16 - 8 * channel) & 255) + 255 * (1 - alpha);
                planes[channel * area + i] = (float) (value / 127.5 - 1);
            }
        }
        return planes;
    }

    /** The opaque raster of {@code [3, height, width]}. */
    public static Raster raster(float[] planes, int width, int height) {
        int area = width * height;
        var argb = new int[area];
        for (int i = 0; i < area; i++) {
            argb[i] = 0xFF << 24 | level(planes[i]) << 16 | level(planes[area + i]) << 8 | level(planes[2 * area + i]);
        }
        return new Raster(width, height, argb);
    }

    /** What was painted, with the pixels that the edit keeps as they were given, bit for bit. */
    public static Raster withKept(Raster painted, PictureRequest.Edit edit) {
        int[] argb = painted.argb().clone();
        for (int i = 0; i < argb.length; i++) {
            if (edit.mask().argb()[i] >>> 24 != 0) {
                argb[i] = edit.image().argb()[i];
            }
        }
        return new Raster(painted.width(), painted.height(), argb);
    }

    private static int level(float value) {
        return (int) Math.rint(255 * Math.clamp(value / 2 + 0.5, 0, 1));
    }
}
