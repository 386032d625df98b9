package io.lutra.engine.sketch.finish;

import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Tones;

/** Styles that are made of cells: pixels, tiles, facets, dots. */
final class Cells {
    private static final double PIXELS = 64;

    private Cells() {}

    /** Large square pixels in few colours. */
    static void pixels(Canvas canvas) {
        double cell = Math.max(2, canvas.unit() / PIXELS);
        int columns = (int) Math.ceil(canvas.width() / cell);
        int rows = (int) Math.ceil(canvas.height() / cell);
        var colours = new int[columns * rows];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int mean = canvas.mean(
                        (int) (c * cell + cell * .2),
                        (int) (r * cell + cell * .2),
                        (int) Math.ceil(c * cell + cell * .8),
                        (int) Math.ceil(r * cell + cell * .8));
                colours[r * columns + c] = fewer(mean, 7);
            }
        }
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                int row = (int) (y / cell);
                int column = (int) (x / cell);
                canvas.set(x, y, colours[row * columns + column]);
            }
        }
    }

    /** The opacity of the middle of each large pixel, all or nothing. */
    static void squares(int[] alpha, int width, int height) {
        double cell = Math.max(2, Math.min(width, height) / PIXELS);
        var source = alpha.clone();
        for (int y = 0; y < height; y++) {
            int row = Math.min(height - 1, (int) (((int) (y / cell) + .5) * cell));
            for (int x = 0; x < width; x++) {
                int column = Math.min(width - 1, (int) (((int) (x / cell) + .5) * cell));
                alpha[y * width + x] = source[row * width + column] < 128 ? 0 : 255;
            }
        }
    }

    private static int fewer(int colour, int levels) {
        double step = 255.0 / (levels - 1);
        int red = (int) (Math.round(((colour >> 16) & 255) / step) * step);
        int green = (int) (Math.round(((colour >> 8) & 255) / step) * step);
        int blue = (int) (Math.round((colour & 255) / step) * step);
        return (red << 16) | (green << 8) | blue;
    }

    /** Small stone tiles with joints between. */
    static void mosaic(Canvas canvas, Dice dice) {
        double cell = Math.max(4, canvas.unit() / 46);
        var source = new Canvas(canvas.rgb().clone(), canvas.width(), canvas.height());
        int columns = (int) Math.ceil(canvas.width() / cell);
        int rows = (int) Math.ceil(canvas.height() / cell);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int left = (int) (c * cell);
                int top = (int) (r * cell);
                int right = Math.min(canvas.width(), (int) ((c + 1) * cell));
                int bottom = Math.min(canvas.height(), (int) ((r + 1) * cell));
                int tile = source.mean(left, top, right, bottom);
                int stone =
                        dice.chance(.5) ? Tones.light(tile, dice.unit() * .14) : Tones.dark(tile, dice.unit() * .14);
                for (int y = top; y < bottom; y++) {
                    for (int x = left; x < right; x++) {
                        boolean joint = x - left < cell * .1 || y - top < cell * .1;
                        boolean shine = x - left < cell * .22 || y - top < cell * .22;
                        canvas.set(x, y, joint ? 0xD9D2C5 : shine ? Tones.light(stone, .16) : stone);
                    }
                }
            }
        }
    }

    /** Flat facets: the cells of scattered points, each in the colour of its middle. */
    static void facets(Canvas canvas, int across, Dice dice) {
        double cell = canvas.unit() / across;
        int columns = (int) Math.ceil(canvas.width() / cell) + 2;
        int rows = (int) Math.ceil(canvas.height() / cell) + 2;
        var px = new double[columns * rows];
        var py = new double[columns * rows];
        var colours = new int[columns * rows];
        for (int i = 0; i < px.length; i++) {
            px[i] = (i % columns - .5 + dice.between(-.45, .45)) * cell;
            int row = i / columns;
            py[i] = (row - .5 + dice.between(-.45, .45)) * cell;
            int r = (int) Math.max(1, cell * .18);
            int x = Math.clamp((int) px[i], 0, canvas.width() - 1);
            int y = Math.clamp((int) py[i], 0, canvas.height() - 1);
            colours[i] = Tones.mix(
                    canvas.mean(x - r, y - r, x + r + 1, y + r + 1),
                    dice.chance(.5) ? 0xFFFFFF : 0x101020,
                    dice.unit() * .09);
        }
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                int column = (int) (x / cell + .5);
                int row = (int) (y / cell + .5);
                double least = Double.MAX_VALUE;
                int nearest = 0;
                for (int v = Math.max(0, row - 1); v <= Math.min(rows - 1, row + 1); v++) {
                    for (int u = Math.max(0, column - 1); u <= Math.min(columns - 1, column + 1); u++) {
                        int i = v * columns + u;
                        double distance = (px[i] - x) * (px[i] - x) + (py[i] - y) * (py[i] - y);
                        if (distance < least) {
                            least = distance;
                            nearest = i;
                        }
                    }
                }
                canvas.set(x, y, colours[nearest]);
            }
        }
    }

    /**
     * Few colours, black outlines and printed dots in the shadows.
     *
     * @param pitch distance of the dots, in units
     */
    static void halftone(Canvas canvas, double pitch, int levels) {
        var luma = canvas.luma();
        var edges = canvas.edges();
        double step = Math.max(4, canvas.unit() * pitch);
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                int i = y * canvas.width() + x;
                int flat = fewer(canvas.at(x, y), levels);
                double u = ((x + y) % step) / step - .5;
                double v = ((x - y + canvas.height() * step) % step) / step - .5;
                double dot = Math.sqrt(u * u + v * v) < (1 - luma[i]) * .5 ? .22 : 0;
                int printed = Tones.mix(flat, 0x1A1030, dot);
                canvas.set(x, y, Tones.mix(printed, 0x111016, Math.clamp((edges[i] - .14) * 5, 0, 1)));
            }
        }
    }
}
