package io.lutra.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes with a plug-in of javax.imageio what has been checked before. */
final class LibraryReader {
    private LibraryReader() {}

    /**
     * Decodes.
     *
     * @param width that the file was found to have, as {@code height}
     */
    static Raster read(Class<? extends ImageReaderSpi> plugin, byte[] bytes, int width, int height)
            throws BadPictureException {
        try {
            var reader = IIORegistry.getDefaultInstance()
                    .getServiceProviderByClass(plugin)
                    .createReaderInstance();
            try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
                reader.setInput(input, true, true);
                return read(reader, width, height);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The plug-ins answer malformed pictures with whatever happens to be thrown.
            throw BadPictureException.corrupt("its pixels cannot be decoded: " + e.getMessage());
        }
    }

    private static Raster read(ImageReader reader, int width, int height) throws IOException, BadPictureException {
        if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
            throw BadPictureException.corrupt("it has two sizes");
        }
        return raster(reader.read(0));
    }

    /** The samples as they are: no conversion of colours, which would make grey ones lighter. */
    private static Raster raster(BufferedImage image) throws BadPictureException {
        int width = image.getWidth();
        int height = image.getHeight();
        var samples = image.getRaster();
        int bands = samples.getNumBands();
        if (samples.getSampleModel().getSampleSize(0) != 8) {
            throw BadPictureException.unsupported("its samples do not have 8 bits");
        }
        var argb = new int[Math.multiplyExact(width, height)];
        var row = new int[Math.multiplyExact(width, bands)];
        for (int y = 0; y < height; y++) {
            samples.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                argb[y * width + x] = pixel(row, x * bands, bands);
            }
        }
        return new Raster(width, height, argb);
    }

    private static int pixel(int[] samples, int at, int bands) {
        return switch (bands) {
            case 1 -> 0xff000000 | samples[at] * 0x010101;
            case 2 -> samples[at + 1] << 24 | samples[at] * 0x010101;
            case 3 -> 0xff000000 | samples[at] << 16 | samples[at + 1] << 8 | samples[at + 2];
            default -> samples[at + 3] << 24 | samples[at] << 16 | samples[at + 1] << 8 | samples[at + 2];
        };
    }
}
