package io.lutra.imaging;

import io.lutra.imaging.DecodedPicture.Colours;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The header chunk of a PNG.
 *
 * @param depth bits of a sample: 1, 2, 4, 8 or 16
 * @param samples in a pixel: 1 to 4
 * @param interlaced whether the rows come in the seven passes of Adam7
 */
record PngHeader(int width, int height, int depth, Colours colours, int samples, boolean interlaced) {
    /**
     * A part of the picture whose rows follow each other: the pixels at {@code left + dx * i}, {@code top + dy * j}.
     *
     * @param width pixels of one of its rows, 1 or more
     * @param height its rows, 1 or more
     */
    record Pass(int left, int top, int dx, int dy, int width, int height) {}

    /** Left, top, and distances of Adam7's passes (section 8.1). */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    static PngHeader parse(ByteBuffer chunk) throws BadPictureException {
        int width = chunk.getInt();
        int height = chunk.getInt();
        int depth = chunk.get() & 255;
        int colourType = chunk.get() & 255;
        int compression = chunk.get();
        int filter = chunk.get();
        int interlacing = chunk.get() & 255;
        int known = switch (colourType) {
            case 0 -> 0b1_0000_0001_0001_0110;
            case 3 -> 0b1_0001_0110;
            case 2, 4, 6 -> 0b1_0000_0001_0000_0000;
            default -> 0;
        };
        if (depth > 16 || (known >> depth & 1) == 0 || compression != 0 || filter != 0 || interlacing > 1) {
            throw BadPictureException.corrupt("its header has an impossible combination: depth " + depth
                    + ", colour type " + colourType + ", interlacing " + interlacing);
        }
        boolean interlaced = interlacing == 1;
        return switch (colourType) {
            case 0 -> new PngHeader(width, height, depth, Colours.GREY, 1, interlaced);
            case 2 -> new PngHeader(width, height, depth, Colours.RGB, 3, interlaced);
            case 3 -> new PngHeader(width, height, depth, Colours.PALETTE, 1, interlaced);
            case 4 -> new PngHeader(width, height, depth, Colours.GREY_ALPHA, 2, interlaced);
            default -> new PngHeader(width, height, depth, Colours.RGBA, 4, interlaced);
        };
    }

    boolean isPalette() {
        return colours == Colours.PALETTE;
    }

    /** Bytes of a row of so many pixels. */
    int rowBytes(int pixels) {
        return Math.toIntExact(((long) pixels * samples * depth + 7) / 8);
    }

    /** Bytes from a sample to that of the next pixel, at least 1. */
    int pixelBytes() {
        return Math.max(1, samples * depth / 8);
    }

    /** The passes that have pixels, in the order of the file. */
    List<Pass> passes() {
        if (!interlaced) {
            return List.of(new Pass(0, 0, 1, 1, width, height));
        }
        return Arrays.stream(ADAM7)
                .map(p -> new Pass(
                        p[0], p[1], p[2], p[3], (width - p[0] + p[2] - 1) / p[2], (height - p[1] + p[3] - 1) / p[3]))
                .filter(pass -> pass.width > 0 && pass.height > 0)
                .toList();
    }
}
