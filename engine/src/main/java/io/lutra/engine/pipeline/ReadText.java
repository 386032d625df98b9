package io.lutra.engine.pipeline;

import io.lutra.engine.denoiser.TextReading;
import io.lutra.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A text that the denoiser has read. The tensors belong to the scope it was made in.
 *
 * @param reading what its layers made of the text
 * @param pooled {@code [1, width]}; null for networks that read none
 */
record ReadText(TextReading reading, @Nullable Tensor pooled) {
    /** Reads a text. */
    static ReadText of(Networks networks, TextCondition text) {
        return new ReadText(networks.unet().read(text.states()), text.pooled());
    }

    /** Handles of the current scope's own on the same memory. */
    ReadText shared() {
        return new ReadText(reading.shared(), pooled == null ? null : pooled.reshape(pooled.shape()));
    }
}
