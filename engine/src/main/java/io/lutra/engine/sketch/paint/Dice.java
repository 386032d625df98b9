package io.lutra.engine.sketch.paint;

import java.util.List;

/**
 * The chance in a picture: SplitMix64 (Steele et al., Fast splittable pseudorandom number generators, OOPSLA 2014). Every
 * decision draws from a {@linkplain #fork fork} of its own name, so that a new decision elsewhere leaves the others as they
 * were. Not thread-safe.
 */
public final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;
    private long state;

    /** Dice that always fall the same way for the same seed. */
    public Dice(long seed) {
        this.seed = seed;
        state = mix(seed + GOLDEN);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /** Other dice, fixed by this one's seed and the name alone. */
    public Dice fork(String name) {
        return new Dice(mix(seed * 31 + GOLDEN) ^ mix(name.hashCode() * GOLDEN));
    }

    /** A number in [0, 1). */
    public double unit() {
        state += GOLDEN;
        return (mix(state) >>> 11) * 0x1p-53;
    }

    /** A number in [low, high). */
    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** A number around 0: mostly small, within [-spread, spread]. */
    public double around(double spread) {
        return (unit() + unit() + unit() - 1.5) / 1.5 * spread;
    }

    /** A whole number in [0, bound). */
    public int below(int bound) {
        return (int) (unit() * bound);
    }

    /** True with this probability. */
    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** One of the choices, which are not empty. */
    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /**
     * A choice in [0, bound) that neighbouring seeds never share: so that the pictures of one request, whose seeds follow
     * each other, use one choice after the other.
     */
    public int turn(String name, int bound) {
        return (int) Math.floorMod(seed + Math.floorMod(mix(name.hashCode()), 1 << 20), (long) bound);
    }
}
