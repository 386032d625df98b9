package io.lutra.engine.pipeline;

import io.lutra.engine.PictureRequest.FeatureCache;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import org.jspecify.annotations.Nullable;

/** What the denoiser's deep layers last came to for one picture. Not thread-safe. */
final class DeepFeatures {
    /** Of {@link FeatureCache#FAST}: about twice as fast, and the pictures are still alike (docs/benchmarks.md). */
    private static final int FAST_INTERVAL = 3;

    /** Calls from one run of the deep layers to the next. */
    private final int interval;

    private TensorScope scope = new TensorScope();
    private @Nullable Tensor kept;
    private int uses;

    DeepFeatures(FeatureCache cache) {
        interval = switch (cache) {
            case OFF -> 1;
            case FAST -> FAST_INTERVAL;
        };
    }

    /** Whether they are used more than once. */
    boolean areKept() {
        return interval > 1;
    }

    /** Whether they are to be made anew before the next use. */
    boolean areDue() {
        return kept == null || uses == interval;
    }

    /** Keeps this picture's rows of a batch's features. */
    void renew(Tensor batch, int from, int rows) {
        free();
        scope = new TensorScope();
        kept = scope.in(() -> batch.narrow(0, from, rows));
        uses = 0;
    }

    /** The features, for one call; borrowed. */
    Tensor use() {
        var features = kept;
        if (features == null) {
            throw new IllegalStateException("no features yet");
        }
        uses++;
        return features;
    }

    void free() {
        kept = null;
        scope.close();
    }
}
