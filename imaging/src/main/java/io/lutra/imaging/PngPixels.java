package io.lutra.imaging;

import io.lutra.imaging.PngHeader.Pass;

/** Turns the samples of a PNG into the pixels of a raster. */
final class PngPixels {
    private static final int OPAQUE = 0xff000000;

    private final PngHeader header;
    private final int[] argb;
    /** Colours by index, of pictures with a palette. */
    private final int[] palette;
    /** The one grey or colour that is clear, in samples of the file's depth, of pictures without alpha; -1 for none. */
    private final long clear;

    PngPixels(PngHeader header, byte[] palette, byte[] transparency) throws BadPictureException {
        this.header = header;
        this.palette = palette(header, palette, transparency);
        this.clear = clear(header, transparency);
        this.argb = new int[Math.multiplyExact(header.width(), header.height())];
    }

    private static int[] palette(PngHeader header, byte[] palette, byte[] transparency) throws BadPictureException {
        if (!header.isPalette()) {
            return new int[0];
        }
        if (palette.length == 0) {
            throw BadPictureException.corrupt("it has no palette");
        }
        var colours = new int[palette.length / 3];
        for (int i = 0; i < colours.length; i++) {
            int alpha = i < transparency.length ? transparency[i] & 255 : 255;
            colours[i] = alpha << 24
                    | (palette[3 * i] & 255) << 16
                    | (palette[3 * i + 1] & 255) << 8
                    | (palette[3 * i + 2] & 255);
        }
        return colours;
    }

    private static long clear(PngHeader header, byte[] transparency) throws BadPictureException {
        if (transparency.length == 0 || header.isPalette() || header.colours().hasAlpha()) {
            return -1;
        }
        if (transparency.length != 2 * header.samples()) {
            throw BadPictureException.corrupt(
                    "its transparent colour is of " + transparency.length + " bytes, not " + 2 * header.samples());
        }
        long clear = 0;
        for (byte b : transparency) {
            clear = clear << 8 | (b & 255);
        }
        return clear;
    }

    /** The picture, when every row has been added. */
    Raster raster() {
        return new Raster(header.width(), header.height(), argb);
    }

    /** Adds a row of a pass, its filter undone. */
    void row(Pass pass, int y, byte[] row) throws BadPictureException {
        int at = (pass.top() + y * pass.dy()) * header.width() + pass.left();
        for (int x = 0; x < pass.width(); x++, at += pass.dx()) {
            argb[at] = pixel(row, x * header.samples());
        }
    }

    private int pixel(byte[] row, int sample) throws BadPictureException {
        if (header.isPalette()) {
            return colour(sample(row, sample));
        }
        return switch (header.samples()) {
            case 1 -> {
                int grey = sample(row, sample);
                yield (grey == clear ? 0 : OPAQUE) | to8(grey) * 0x010101;
            }
            case 2 -> to8(sample(row, sample + 1)) << 24 | to8(sample(row, sample)) * 0x010101;
            case 3 -> {
                long red = sample(row, sample);
                long green = sample(row, sample + 1);
                long blue = sample(row, sample + 2);
                boolean isClear = (red << 32 | green << 16 | blue) == clear;
                yield (isClear ? 0 : OPAQUE) | to8((int) red) << 16 | to8((int) green) << 8 | to8((int) blue);
            }
            default ->
                to8(sample(row, sample + 3)) << 24
                        | to8(sample(row, sample)) << 16
                        | to8(sample(row, sample + 1)) << 8
                        | to8(sample(row, sample + 2));
        };
    }

    private int colour(int index) throws BadPictureException {
        if (index >= palette.length) {
            throw BadPictureException.corrupt("a pixel has colour " + index + " of a palette of " + palette.length);
        }
        return palette[index];
    }

    /** A sample in the file's depth. */
    private int sample(byte[] row, int index) {
        return switch (header.depth()) {
            case 8 -> row[index] & 255;
            case 16 -> (row[2 * index] & 255) << 8 | (row[2 * index + 1] & 255);
            default -> {
                int bit = index * header.depth();
                yield (row[bit >> 3] & 255) >> (8 - header.depth() - (bit & 7)) & ((1 << header.depth()) - 1);
            }
        };
    }

    private int to8(int sample) {
        return switch (header.depth()) {
            case 8 -> sample;
            case 16 -> (sample * 255 + 32767) / 65535;
            default -> sample * 255 / ((1 << header.depth()) - 1);
        };
    }
}
