package io.lutra.engine.pipeline;

import io.lutra.engine.EngineException.OutOfMemory;
import io.lutra.engine.pipeline.Denoising.Shape;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The memory that pictures take while they are drawn, besides the weights: estimated before a picture is begun, so that the
 * machine is never asked for more than it has. Not thread-safe, but {@link #owned}.
 *
 * <p>The factors are measured on Stable Diffusion 1.5's shapes at 256 and 512 pixels and rounded up: how many maps of the
 * finest level are alive at the worst moment, with what the library takes besides.
 */
final class Workspace {
    private static final long DENOISER_MAPS = 80;
    private static final long DECODER_MAPS = 14;

    private final Networks networks;
    private final Supplier<OptionalLong> available;
    /** The most that was admitted: freed memory stays with the process, so as much can be used again. */
    private volatile long owned;

    /**
     * Of a model.
     *
     * @param available bytes that the process may still take; empty if that is unknown
     */
    Workspace(Networks networks, Supplier<OptionalLong> available) {
        this.networks = networks;
        this.available = available;
    }

    /** The most that was admitted so far, in bytes. */
    long owned() {
        return owned;
    }

    /** Bytes for pictures of one shape that are stepped together, and decoded one after the other. */
    long estimate(Shape shape, int pictures) {
        long bytes = networks.device().dtype().bytes();
        long latents = Math.multiplyExact((long) shape.height(), shape.width());
        long rows = 2L * pictures; // with and without the prompt
        int channels = networks.unet().config().levels().getFirst().channels();
        long denoiser = Math.multiplyExact(DENOISER_MAPS * rows * channels * bytes, latents);
        var codec = networks.codec().config();
        long pixels = Math.multiplyExact(
                (long) codec.factor() * codec.factor(), networks.codec().largestWhole(latents));
        long decoder = Math.multiplyExact(DECODER_MAPS * codec.channels().getFirst() * bytes, pixels);
        return Math.max(denoiser, decoder);
    }

    /** Whether so many pictures fit, as far as is known; what fits is counted as used from now on. */
    boolean admits(Shape shape, int pictures) {
        long needed = estimate(shape, pictures);
        if (needed <= owned) {
            return true;
        }
        var left = available.get();
        if (left.isPresent() && needed - owned > left.getAsLong()) {
            return false;
        }
        owned = needed;
        return true;
    }

    /**
     * Checks that a picture fits.
     *
     * @throws OutOfMemory saying what it needs and what there is
     */
    void require(Shape shape) {
        if (!admits(shape, 1)) {
            int factor = networks.codec().config().factor();
            throw new OutOfMemory("a picture of %d x %d needs about %d MB to be drawn, but %d MB are left"
                    .formatted(
                            shape.width() * factor,
                            shape.height() * factor,
                            (estimate(shape, 1) - owned) >> 20,
                            available.get().orElse(0) >> 20));
        }
    }
}
