package io.lutra.bench.diffusion;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arrays of a network and the work of one run of it at batch 1. Work is counted in floating-point operations, two for
 * each multiplication and addition, of matrix products, convolutions and attention; pointwise functions and normalisations
 * are not counted.
 */
final class Census {
    private final Map<String, long[]> arrays = new LinkedHashMap<>();
    private double flops;

    Map<String, long[]> arrays() {
        return arrays;
    }

    double flops() {
        return flops;
    }

    long parameters() {
        return arrays.values().stream().mapToLong(Census::product).sum();
    }

    /** A matrix {@code [out, in]} that is applied to so many rows. */
    void linear(String name, long out, long in, long rows) {
        unbiased(name, out, in, rows);
        arrays.put(name + ".bias", new long[] {out});
    }

    void unbiased(String name, long out, long in, long rows) {
        arrays.put(name + ".weight", new long[] {out, in});
        flops += 2.0 * out * in * rows;
    }

    /** A square kernel that answers a square map. */
    void conv(String name, long out, long in, long kernel, long outSide) {
        arrays.put(name + ".weight", new long[] {out, in, kernel, kernel});
        arrays.put(name + ".bias", new long[] {out});
        flops += 2.0 * out * in * kernel * kernel * outSide * outSide;
    }

    void norm(String name, long channels) {
        arrays.put(name + ".weight", new long[] {channels});
        arrays.put(name + ".bias", new long[] {channels});
    }

    void table(String name, long rows, long width) {
        arrays.put(name + ".weight", new long[] {rows, width});
    }

    /** Scores and their mixture, over all heads. */
    void attention(long queries, long keys, long width) {
        flops += 4.0 * queries * keys * width;
    }

    static long product(long... shape) {
        long product = 1;
        for (long length : shape) {
            product *= length;
        }
        return product;
    }
}
