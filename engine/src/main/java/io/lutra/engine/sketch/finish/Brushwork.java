package io.lutra.engine.sketch.finish;

import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Tones;

/** Wet media: watercolour and oil. */
final class Brushwork {
    private Brushwork() {}

    /**
     * Strokes of one colour with clean borders: each pixel takes the mean of that quarter of its neighbourhood which varies
     * least (Kuwahara et al., Processing of RI-angiocardiographic images, 1976).
     *
     * @param stroke half the width of a stroke, in units
     */
    static void oil(Canvas canvas, double stroke) {
        int radius = (int) Math.max(4, Math.round(canvas.unit() * stroke));
        int width = canvas.width();
        int height = canvas.height();
        var luma = canvas.luma();
        var squares = new float[luma.length];
        for (int i = 0; i < luma.length; i++) {
            squares[i] = luma[i] * luma[i];
        }
        int half = Math.max(1, radius / 2);
        var mean = Canvas.blur(luma, width, height, half);
        var square = Canvas.blur(squares, width, height, half);
        float[][] colour = new float[3][];
        for (int c = 0; c < 3; c++) {
            colour[c] = Canvas.blur(canvas.channel(c * 8), width, height, half);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int best = y * width + x;
                float least = Float.MAX_VALUE;
                for (int q = 0; q < 4; q++) {
                    int u = Math.clamp(x + (q % 2 == 0 ? -half : half), 0, width - 1);
                    int v = Math.clamp(y + (q < 2 ? -half : half), 0, height - 1);
                    int i = v * width + u;
                    float variance = square[i] - mean[i] * mean[i];
                    if (variance < least) {
                        least = variance;
                        best = i;
                    }
                }
                canvas.set(x, y, ((int) colour[2][best] << 16) | ((int) colour[1][best] << 8) | (int) colour[0][best]);
            }
        }
        emboss(canvas);
    }

    /** Light from the upper left on the ridges of the paint. */
    private static void emboss(Canvas canvas) {
        var luma = canvas.luma();
        int width = canvas.width();
        for (int y = 1; y < canvas.height(); y++) {
            for (int x = 1; x < width; x++) {
                double ridge = luma[y * width + x] - luma[(y - 1) * width + x - 1];
                int colour = canvas.at(x, y);
                canvas.set(
                        x,
                        y,
                        ridge > 0
                                ? Tones.light(colour, Math.min(.3, ridge * 1.4))
                                : Tones.dark(colour, Math.min(.3, -ridge * 1.4)));
            }
        }
    }

    /** Pale washes that pool at their borders, on rough paper. */
    static void watercolour(Canvas canvas, Dice dice) {
        oil(canvas, .01);
        int width = canvas.width();
        int height = canvas.height();
        int radius = (int) Math.max(1, Math.round(canvas.unit() * .004));
        var luma = canvas.luma();
        var around = Canvas.blur(luma, width, height, radius * 2);
        var wash = noise(width, height, (int) Math.max(4, canvas.unit() * .06), dice.fork("wash"));
        for (int i = 0; i < luma.length; i++) {
            int colour = canvas.rgb()[i] & 0xFFFFFF;
            double pool = Math.clamp(Math.abs(luma[i] - around[i]) * 2.2, 0, .3);
            int washed = Tones.mix(colour, 0xFFFDF6, .16 + wash[i] * .3);
            canvas.rgb()[i] = 0xFF000000 | Tones.mix(washed, Tones.dark(colour, .3), pool);
        }
        border(canvas, dice.fork("border"));
        paper(canvas, dice, .1);
    }

    /** An uneven white margin, as the brush leaves it. */
    private static void border(Canvas canvas, Dice dice) {
        int width = canvas.width();
        int height = canvas.height();
        var ragged = noise(width, height, (int) Math.max(4, canvas.unit() * .05), dice);
        double margin = canvas.unit() * .035;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double edge = Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y));
                double inside = (edge - margin * (.35 + 1.3 * ragged[y * width + x])) / (canvas.unit() * .008);
                if (inside < 1) {
                    canvas.set(x, y, Tones.mix(0xFFFDF6, canvas.at(x, y), Math.clamp(inside, 0, 1)));
                }
            }
        }
    }

    /** Grain of paper. */
    static void paper(Canvas canvas, Dice dice, double depth) {
        var fine = noise(
                canvas.width(), canvas.height(), (int) Math.max(1, Math.round(canvas.unit() / 400)), dice.fork("fine"));
        var coarse = noise(
                canvas.width(),
                canvas.height(),
                (int) Math.max(2, Math.round(canvas.unit() / 90)),
                dice.fork("coarse"));
        for (int i = 0; i < fine.length; i++) {
            double rough = (fine[i] * .65 + coarse[i] * .35 - .5) * depth * 2;
            int colour = canvas.rgb()[i] & 0xFFFFFF;
            canvas.rgb()[i] =
                    0xFF000000 | (rough > 0 ? Tones.light(colour, rough) : Tones.mix(colour, 0x5A4A40, -rough));
        }
    }

    /** Smooth noise of a grain size in pixels, 0 to 1. */
    static float[] noise(int width, int height, int grain, Dice dice) {
        int columns = width / grain + 2;
        int rows = height / grain + 2;
        var grid = new float[columns * rows];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = (float) dice.unit();
        }
        var noise = new float[width * height];
        for (int y = 0; y < height; y++) {
            int row = y / grain;
            float v = (float) (y % grain) / grain;
            for (int x = 0; x < width; x++) {
                int column = x / grain;
                float u = (float) (x % grain) / grain;
                int i = row * columns + column;
                float upper = grid[i] + (grid[i + 1] - grid[i]) * u;
                float lower = grid[i + columns] + (grid[i + columns + 1] - grid[i + columns]) * u;
                noise[y * width + x] = upper + (lower - upper) * v;
            }
        }
        return noise;
    }
}
