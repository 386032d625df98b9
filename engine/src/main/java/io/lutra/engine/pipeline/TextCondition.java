package io.lutra.engine.pipeline;

import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text as the denoiser reads it. The tensors belong to the scope it was made in.
 *
 * @param states {@code [1, tokens, width]}
 * @param pooled {@code [1, width]}; null for networks that read none
 */
record TextCondition(Tensor states, @Nullable Tensor pooled) {
    private static final int TOKENS = 77;

    /**
     * Encodes a text.
     *
     * @param skippedLayers last layers of the encoders to leave out ("clip skip"), besides what the model always leaves out
     */
    static TextCondition of(Networks networks, String text, int skippedLayers) {
        var branches = networks.texts();
        if (branches.size() == 1) {
            var branch = branches.getFirst();
            var tokens = List.of(branch.tokenizer().encodePadded(text, TOKENS));
            return new TextCondition(branch.encoder().states(tokens, skippedLayers, true), null);
        }
        // SDXL reads the states before the last layer of both encoders, and the second one's vector for the whole text.
        var states = TensorScope.keep(() -> {
            var parts = new ArrayList<Tensor>();
            for (var branch : branches) {
                var tokens = List.of(branch.tokenizer().encodePadded(text, TOKENS));
                parts.add(branch.encoder().states(tokens, 1 + skippedLayers, false));
            }
            return Tensor.cat(parts, 2);
        });
        var last = branches.getLast();
        return new TextCondition(
                states, last.encoder().pooled(List.of(last.tokenizer().encodePadded(text, TOKENS))));
    }

    /** What a network that zeroes absent text reads for none. */
    TextCondition zeroed() {
        return new TextCondition(states.times(0), pooled == null ? null : pooled.times(0));
    }
}
