package io.lutra.engine.denoiser;

import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;

/** Numbers as waves: cosines and sines of frequencies from 1 down to 1/10000 (Vaswani et al., arXiv:1706.03762). */
final class TimeEmbedding {
    private static final double LONGEST_PERIOD = 10_000;

    private TimeEmbedding() {}

    /** {@code [numbers.length, width]}, fp32: cosines first, as {@code flip_sin_to_cos} says. */
    static Tensor of(Device device, double[] numbers, int width) {
        int half = width / 2;
        var waves = new float[numbers.length * width];
        for (int row = 0; row < numbers.length; row++) {
            for (int i = 0; i < half; i++) {
                double angle = numbers[row] * Math.exp(-Math.log(LONGEST_PERIOD) * i / half);
                waves[row * width + i] = (float) Math.cos(angle);
                waves[row * width + half + i] = (float) Math.sin(angle);
            }
        }
        return device.tensor(waves, numbers.length, width);
    }
}
