package io.lutra.engine.sketch.sight;

/** A small opaque picture in which drawings are looked for, with summed-area tables. Immutable. */
final class Field {
    private final int side;
    private final int[][] levels = new int[3][];
    private final double[][] sums = new double[3][];
    private final double[][] squares = new double[3][];

    Field(Patch picture) {
        side = picture.side();
        for (int channel = 0; channel < 3; channel++) {
            levels[channel] = new int[side * side];
            for (int i = 0; i < side * side; i++) {
                levels[channel][i] = Math.round(255 * picture.planes()[channel][i]);
            }
            sums[channel] = table(levels[channel], 1);
            squares[channel] = table(levels[channel], 2);
        }
    }

    private double[] table(int[] values, int power) {
        int stride = side + 1;
        double[] table = new double[stride * stride];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double value = values[y * side + x];
                table[(y + 1) * stride + x + 1] = (power == 1 ? value : value * value)
                        + table[y * stride + x + 1]
                        + table[(y + 1) * stride + x]
                        - table[y * stride + x];
            }
        }
        return table;
    }

    int side() {
        return side;
    }

    /** Levels of a channel, 0 to 255; borrowed. */
    int[] levels(int channel) {
        return levels[channel];
    }

    /** Sum of a channel over a square window. */
    double sum(int channel, int left, int top, int size) {
        return window(sums[channel], left, top, size);
    }

    /** Sum of the squares of a channel over a square window. */
    double squares(int channel, int left, int top, int size) {
        return window(squares[channel], left, top, size);
    }

    private double window(double[] table, int left, int top, int size) {
        int stride = side + 1;
        int upper = top * stride + left;
        int lower = upper + size * stride;
        return table[lower + size] - table[lower] - table[upper + size] + table[upper];
    }
}
