package io.lutra.imaging;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * A picture in memory: 8 bits a channel, sRGB, straight (not premultiplied) alpha.
 *
 * <p>Layout: {@code argb[y * width + x] = alpha << 24 | red << 16 | green << 8 | blue}, rows from top to bottom.
 * The array is owned by the raster and shared with nobody who writes: whoever gets a raster may read {@link #argb()} and
 * must not change it. Safe to share between threads once made.
 *
 * @param width pixels, 1 or more
 * @param height pixels, 1 or more
 * @param argb transferred to the raster; length {@code width * height}
 */
public record Raster(int width, int height, int[] argb) {
    /** Refuses sizes that are not positive and an array of another length. */
    public Raster {
        if (width < 1 || height < 1 || argb.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException(
                    "a raster of " + width + "x" + height + " does not have " + argb.length + " pixels");
        }
    }

    /** The raster of an image of any type; pixels of {@link BufferedImage#TYPE_INT_ARGB} images are taken over, not copied. */
    public static Raster of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (image.getType() == BufferedImage.TYPE_INT_ARGB
                && image.getRaster().getDataBuffer() instanceof DataBufferInt pixels
                && pixels.getData().length == width * height) {
            return new Raster(width, height, pixels.getData());
        }
        return new Raster(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    /** A new {@link BufferedImage#TYPE_INT_ARGB} image with a copy of the pixels. */
    public BufferedImage toImage() {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, argb, 0, width);
        return image;
    }

    /** Whether any pixel is not fully opaque. */
    public boolean hasTransparency() {
        for (int pixel : argb) {
            if (pixel >>> 24 != 255) {
                return true;
            }
        }
        return false;
    }
}
