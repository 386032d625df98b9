package io.lutra.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads anything as a PNG, as it is and with its checksums mended; what javax.imageio reads too must have the same pixels. */
public final class PngFuzz {
    static final int MAX_SIDE = 256;
    static final PictureLimits LIMITS =
            new PictureLimits(EnumSet.allOf(PictureFormat.class), MAX_SIDE, MAX_SIDE * MAX_SIDE);
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int TRANSPARENCY = 0x74524e53;

    private PngFuzz() {}

    /** Attacks. */
    public static void fuzzerTestOneInput(byte[] input) {
        attack(input);
        var mended = input.clone();
        System.arraycopy(SIGNATURE, 0, mended, 0, Math.min(SIGNATURE.length, mended.length));
        mendChecksums(mended);
        attack(mended);
    }

    private static void attack(byte[] file) {
        if (read(file) instanceof DecodedPicture picture && picture.format() == PictureFormat.PNG) {
            compared(file).ifPresent(image -> compare(picture, image));
        }
    }

    /** Reads a file; fails if the outcome is not one of those that are documented. */
    static Reading read(byte[] file) {
        var reading = PictureReader.read(file, LIMITS);
        switch (reading) {
            case BadPicture bad -> {
                if (bad.reason().isBlank()) {
                    throw new IllegalStateException("no reason is given");
                }
            }
            case DecodedPicture(Raster raster, var format, var colours, var orientation) -> {
                if (Math.max(raster.width(), raster.height()) > MAX_SIDE) {
                    throw new IllegalStateException("larger than the limits");
                }
            }
        }
        return reading;
    }

    /** The same file read by javax.imageio; empty if it does not read it, or not all of it. */
    private static Optional<BufferedImage> compared(byte[] file) {
        if (hasClearColour(file)) {
            return Optional.empty(); // it reads a single clear colour for some depths only
        }
        var reader = ImageIO.getImageReadersByFormatName("png").next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            var warned = new boolean[1];
            reader.addIIOReadWarningListener((source, warning) -> warned[0] = true);
            var image = reader.read(0);
            return warned[0] ? Optional.empty() : Optional.of(image);
        } catch (IOException | RuntimeException refused) {
            return Optional.empty();
        } finally {
            reader.dispose();
        }
    }

    private static void compare(DecodedPicture picture, BufferedImage image) {
        var raster = picture.raster();
        if (image.getWidth() != raster.width() || image.getHeight() != raster.height()) {
            throw new IllegalStateException("javax.imageio finds another size");
        }
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < raster.width(); x++) {
                int ours = raster.argb()[y * raster.width() + x];
                int theirs = pixel(image, x, y);
                if (ours != theirs) {
                    throw new IllegalStateException(
                            "pixel %d,%d is %08x, by javax.imageio %08x".formatted(x, y, ours, theirs));
                }
            }
        }
    }

    /** Its samples without conversion of colours, 16 bits rounded to 8. */
    private static int pixel(BufferedImage image, int x, int y) {
        if (image.getColorModel() instanceof java.awt.image.IndexColorModel) {
            return image.getRGB(x, y);
        }
        var samples = image.getRaster().getPixel(x, y, (int[]) null);
        boolean deep = image.getRaster().getSampleModel().getSampleSize(0) == 16;
        for (int i = 0; i < samples.length && deep; i++) {
            samples[i] = (samples[i] * 255 + 32767) / 65535;
        }
        return switch (samples.length) {
            case 1 -> 0xff000000 | samples[0] * 0x010101;
            case 2 -> samples[1] << 24 | samples[0] * 0x010101;
            case 3 -> 0xff000000 | samples[0] << 16 | samples[1] << 8 | samples[2];
            default -> samples[3] << 24 | samples[0] << 16 | samples[1] << 8 | samples[2];
        };
    }

    /** Whether a chunk says which colours are clear. */
    private static boolean hasClearColour(byte[] bytes) {
        var file = ByteBuffer.wrap(bytes);
        for (int at = 8; at + 12 <= bytes.length; at += 12 + file.getInt(at)) {
            if (file.getInt(at + 4) == TRANSPARENCY) {
                return true;
            }
            if (file.getInt(at) < 0 || file.getInt(at) > bytes.length - at - 12) {
                return false;
            }
        }
        return false;
    }

    /** Makes checksums right as far as chunks can be followed, so that what is broken gets past them. */
    private static void mendChecksums(byte[] bytes) {
        var file = ByteBuffer.wrap(bytes);
        int at = SIGNATURE.length;
        while (at + 12 <= bytes.length) {
            int length = file.getInt(at);
            if (length < 0 || length > bytes.length - at - 12) {
                return;
            }
            var crc = new CRC32();
            crc.update(bytes, at + 4, 4 + length);
            file.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
    }
}
