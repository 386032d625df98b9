package io.lutra.engine.vae;

import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A large map decoded in overlapping squares, whose pictures fade into each other. What a square shows depends on its
 * surroundings only as far as the overlap reaches; normalisations see one square at a time, so the result is near the whole's,
 * not equal to it.
 *
 * @param side of a square, in pixels of the map
 * @param overlap of neighbours, in pixels of the map; less than half the side
 */
record Tiles(int side, int overlap) {
    /** A decoded square, where it goes, and its weights in both directions. */
    private record Square(int top, int left, float[] pixels, float[] down, float[] across) {}

    Tiles {
        if (overlap < 1 || 2 * overlap >= side) {
            throw new IllegalArgumentException("squares of %d cannot overlap by %d".formatted(side, overlap));
        }
    }

    /** Pixels of a square. */
    long area() {
        return (long) side * side;
    }

    /** Whether a map is decoded in more than one square. */
    boolean split(long height, long width) {
        return height > side || width > side;
    }

    /**
     * The picture of a map.
     *
     * @param map {@code [1, channels, height, width]}
     * @param decoder from a square {@code [1, channels, h, w]} to its picture {@code [1, 3, h * factor, w * factor]}
     * @param factor pixels of the picture for one of the map
     * @return {@code [1, 3, height * factor, width * factor]}, fp32
     */
    Tensor decode(Device device, Tensor map, UnaryOperator<Tensor> decoder, int factor) {
        int height = (int) map.size(2);
        int width = (int) map.size(3);
        var picture = new float[Math.multiplyExact(3 * height * factor, width * factor)];
        var weights = new float[height * factor * width * factor];
        for (int top : starts(height)) {
            for (int left : starts(width)) {
                int rows = Math.min(side, height);
                int columns = Math.min(side, width);
                float[] square = TensorScope.run(() -> decoder.apply(map.narrow(2, top, rows)
                                .narrow(3, left, columns)
                                .channelsLast())
                        .to(DType.F32)
                        .contiguous()
                        .toFloats());
                float[] down = fading(rows * factor, top > 0, top + rows < height, factor);
                float[] across = fading(columns * factor, left > 0, left + columns < width, factor);
                add(new Square(top * factor, left * factor, square, down, across), picture, weights, width * factor);
            }
        }
        for (int i = 0; i < picture.length; i++) {
            picture[i] /= weights[i % weights.length];
        }
        return device.tensor(picture, 1, 3, (long) height * factor, (long) width * factor);
    }

    /** Where squares begin: evenly, the first at 0 and the last at the end. */
    private List<Integer> starts(int length) {
        if (length <= side) {
            return List.of(0);
        }
        int count = (int) Math.ceil((double) (length - overlap) / (side - overlap));
        var starts = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            starts.add((int) Math.round((double) i * (length - side) / (count - 1)));
        }
        return starts;
    }

    /** Weights from one edge of a square to the other: 1, and towards a neighbour falling off over the overlap. */
    private float[] fading(int length, boolean hasBefore, boolean hasAfter, int factor) {
        var weights = new float[length];
        Arrays.fill(weights, 1);
        int ramp = overlap * factor;
        for (int i = 0; i < ramp; i++) {
            float weight = (i + 0.5f) / ramp;
            if (hasBefore) {
                weights[i] *= weight;
            }
            if (hasAfter) {
                weights[length - 1 - i] *= weight;
            }
        }
        return weights;
    }

    private static void add(Square square, float[] picture, float[] weights, int width) {
        float[] down = square.down();
        float[] across = square.across();
        int area = down.length * across.length;
        for (int y = 0; y < down.length; y++) {
            for (int x = 0; x < across.length; x++) {
                int to = (square.top() + y) * width + square.left() + x;
                float weight = down[y] * across[x];
                weights[to] += weight;
                for (int channel = 0; channel < 3; channel++) {
                    picture[channel * weights.length + to] +=
                            weight * square.pixels()[channel * area + y * across.length + x];
                }
            }
        }
    }
}
