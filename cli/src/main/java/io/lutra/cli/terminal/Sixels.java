package io.lutra.cli.terminal;

import io.lutra.imaging.Raster;
import java.util.Arrays;

/** A picture as sixels (DEC, VT330/VT340 programmer reference, chapter 14). */
/* Implementation note.
 *
 * Terminals have 256 colours for sixels, so there is a fixed palette of 6 levels of red, 7 of green and 6 of blue, and the
 * error of each pixel goes to its neighbours (Floyd and Steinberg, 1976). Clear pixels are left as the terminal has them.
 */
final class Sixels {
    private static final int REDS = 6;
    private static final int GREENS = 7;
    private static final int BLUES = 6;
    private static final int COLOURS = REDS * GREENS * BLUES;
    private static final int BAND = 6;
    private static final int CLEAR = -1;

    private final Raster raster;
    private final int[] indices;

    private Sixels(Raster raster) {
        this.raster = raster;
        indices = dither(raster);
    }

    static String encode(Raster raster) {
        return new Sixels(raster).text();
    }

    private String text() {
        var out = new StringBuilder("\033P0;1;0q\"1;1;" + raster.width() + ";" + raster.height());
        for (int colour = 0; colour < COLOURS; colour++) {
            out.append('#').append(colour).append(";2;").append(percent(colour / (GREENS * BLUES), REDS));
            out.append(';').append(percent(colour / BLUES % GREENS, GREENS));
            out.append(';').append(percent(colour % BLUES, BLUES));
        }
        for (int top = 0; top < raster.height(); top += BAND) {
            band(top, out);
            out.append('-');
        }
        return out.append("\033\\").toString();
    }

    private static int percent(int level, int levels) {
        return Math.round(100f * level / (levels - 1));
    }

    private void band(int top, StringBuilder out) {
        int width = raster.width();
        var columns = new byte[COLOURS][];
        for (int row = 0; row < Math.min(BAND, raster.height() - top); row++) {
            for (int x = 0; x < width; x++) {
                int colour = indices[(top + row) * width + x];
                if (colour != CLEAR) {
                    if (columns[colour] == null) {
                        columns[colour] = new byte[width];
                    }
                    columns[colour][x] |= (byte) (1 << row);
                }
            }
        }
        for (int colour = 0; colour < COLOURS; colour++) {
            if (columns[colour] != null) {
                out.append('#').append(colour);
                runs(columns[colour], out);
                out.append('$');
            }
        }
    }

    private static void runs(byte[] columns, StringBuilder out) {
        for (int x = 0; x < columns.length; ) {
            int end = x + 1;
            while (end < columns.length && columns[end] == columns[x]) {
                end++;
            }
            char sixel = (char) ('?' + columns[x]);
            if (end - x > 3) {
                out.append('!').append(end - x).append(sixel);
            } else {
                out.repeat(sixel, end - x);
            }
            x = end;
        }
    }

    private static int[] dither(Raster raster) {
        int width = raster.width();
        var indices = new int[raster.argb().length];
        // Errors of this row and the next, one channel after the other, with a margin of a pixel on both sides.
        var errors = new float[2][3 * (width + 2)];
        for (int y = 0; y < raster.height(); y++) {
            var here = errors[y % 2];
            var below = errors[(y + 1) % 2];
            Arrays.fill(below, 0);
            for (int x = 0; x < width; x++) {
                int pixel = raster.argb()[y * width + x];
                if (pixel >>> 24 < 128) {
                    indices[y * width + x] = CLEAR;
                    continue;
                }
                int at = 3 * (x + 1);
                int red = channel(pixel >> 16 & 255, REDS, at, here, below);
                int green = channel(pixel >> 8 & 255, GREENS, at + 1, here, below);
                int blue = channel(pixel & 255, BLUES, at + 2, here, below);
                indices[y * width + x] = (red * GREENS + green) * BLUES + blue;
            }
        }
        return indices;
    }

    private static int channel(int sample, int levels, int at, float[] here, float[] below) {
        float wanted = Math.clamp(sample + here[at], 0, 255);
        int level = Math.round(wanted / 255 * (levels - 1));
        float error = wanted - level * 255f / (levels - 1);
        here[at + 3] += error * 7 / 16;
        below[at - 3] += error * 3 / 16;
        below[at] += error * 5 / 16;
        below[at + 3] += error / 16;
        return level;
    }
}
