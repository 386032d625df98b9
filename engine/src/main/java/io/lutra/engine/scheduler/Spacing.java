package io.lutra.engine.scheduler;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How the training steps to visit are chosen (Lin et al., arXiv:2305.08891, table 2). All falling. */
enum Spacing {
    /** From the last to the first, both visited. */
    LINSPACE {
        @Override
        double[] timesteps(int steps, int length, int offset) {
            return reversed(NoiseSchedule.line(0, length - 1.0, steps));
        }
    },
    /** Multiples of a whole step, from {@code offset} up. */
    LEADING {
        @Override
        double[] timesteps(int steps, int length, int offset) {
            int stride = length / steps;
            return reversed(IntStream.range(0, steps)
                    .mapToDouble(i -> (double) i * stride + offset)
                    .toArray());
        }
    },
    /** Back from the last in equal steps. */
    TRAILING {
        @Override
        double[] timesteps(int steps, int length, int offset) {
            double stride = (double) length / steps;
            return IntStream.range(0, steps)
                    .mapToDouble(i -> Math.rint(length - i * stride) - 1)
                    .toArray();
        }
    };

    /**
     * The training steps to visit; {@link #LINSPACE} answers steps that are not whole.
     *
     * @param length of the training schedule
     * @param offset added by {@link #LEADING}
     */
    abstract double[] timesteps(int steps, int length, int offset);

    static double[] rounded(double[] values) {
        return Arrays.stream(values).map(Math::rint).toArray();
    }

    static double[] reversed(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[values.length - 1 - i])
                .toArray();
    }
}
