package io.lutra.engine.pipeline;

/**
 * Unit normal numbers from a seed: SplitMix64 (Steele et al., 2014) and the Box-Muller transform, so that a seed means the
 * same on every Java version. Not thread-safe.
 */
public final class GaussianNoise {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** Begins at a seed. */
    public GaussianNoise(long seed) {
        state = seed;
    }

    /** The next {@code count} numbers. */
    public float[] next(int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i += 2) {
            double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
            double angle = 2 * Math.PI * uniform();
            numbers[i] = (float) (radius * Math.cos(angle));
            if (i + 1 < count) {
                numbers[i + 1] = (float) (radius * Math.sin(angle));
            }
        }
        return numbers;
    }

    /** From 0 up, below 1. */
    private double uniform() {
        state += GOLDEN_GAMMA;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return (mixed >>> 11) * 0x1p-53;
    }
}
