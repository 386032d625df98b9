package io.lutra.imaging;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/**
 * A PNG of random samples of any kind, and what it looks like: a second implementation, sample by sample, with none of the
 * reader's ways.
 */
final class Samples {
    private static final int[][] ADAM7 = {
        {1, 6, 4, 6, 2, 6, 4, 6},
        {7, 7, 7, 7, 7, 7, 7, 7},
        {5, 6, 5, 6, 5, 6, 5, 6},
        {7, 7, 7, 7, 7, 7, 7, 7},
        {3, 6, 4, 6, 3, 6, 4, 6},
        {7, 7, 7, 7, 7, 7, 7, 7},
        {5, 6, 5, 6, 5, 6, 5, 6},
        {7, 7, 7, 7, 7, 7, 7, 7}
    };

    private final int width;
    private final int height;
    private final int depth;
    private final int colourType;
    private final int channels;
    private final int[][] pixels;
    private final byte[] palette = new byte[3 * 256];

    Samples(int width, int height, int depth, int colourType) {
        this.width = width;
        this.height = height;
        this.depth = depth;
        this.colourType = colourType;
        this.channels = switch (colourType) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
        var random = new Random(31L * width + height);
        random.nextBytes(palette);
        pixels = new int[width * height][channels];
        for (var pixel : pixels) {
            for (int c = 0; c < channels; c++) {
                pixel[c] = random.nextInt(1 << depth);
            }
        }
    }

    int[] argb() {
        var argb = new int[pixels.length];
        for (int i = 0; i < argb.length; i++) {
            var p = pixels[i];
            argb[i] = switch (colourType) {
                case 0 -> argb(255, to8(p[0]), to8(p[0]), to8(p[0]));
                case 2 -> argb(255, to8(p[0]), to8(p[1]), to8(p[2]));
                case 3 -> argb(255, palette[3 * p[0]] & 255, palette[3 * p[0] + 1] & 255, palette[3 * p[0] + 2] & 255);
                case 4 -> argb(to8(p[1]), to8(p[0]), to8(p[0]), to8(p[0]));
                default -> argb(to8(p[3]), to8(p[0]), to8(p[1]), to8(p[2]));
            };
        }
        return argb;
    }

    byte[] file(int interlacing) {
        var rows = new ByteArrayOutputStream();
        for (int pass = interlacing == 0 ? 0 : 1; pass <= (interlacing == 0 ? 0 : 7); pass++) {
            for (int y = 0; y < height; y++) {
                row(rows, pass, y);
            }
        }
        var file = new PngFile().header(width, height, depth, colourType, interlacing);
        if (colourType == 3) {
            file.chunk("PLTE", Arrays.copyOf(palette, 3 << depth));
        }
        return file.pixels(rows.toByteArray()).end();
    }

    private void row(ByteArrayOutputStream rows, int pass, int y) {
        var bits = new StringBuilder();
        for (int x = 0; x < width; x++) {
            if (pass == 0 || ADAM7[y % 8][x % 8] == pass) {
                for (int sample : pixels[y * width + x]) {
                    for (int bit = depth - 1; bit >= 0; bit--) {
                        bits.append(sample >> bit & 1);
                    }
                }
            }
        }
        if (!bits.isEmpty()) {
            bits.append("0".repeat((8 - bits.length() % 8) % 8));
            rows.write(0);
            for (int i = 0; i < bits.length(); i += 8) {
                rows.write(Integer.parseInt(bits.substring(i, i + 8), 2));
            }
        }
    }

    private int to8(int sample) {
        return (int) Math.round(sample * 255.0 / ((1 << depth) - 1));
    }

    private static int argb(int alpha, int red, int green, int blue) {
        return alpha << 24 | red << 16 | green << 8 | blue;
    }
}
