package io.lutra.engine.pup;

import io.lutra.engine.tensor.Tensor;
import java.util.List;

/**
 * A text as the network has read it. Made by {@link PupNetwork#read}; the tensors belong to the scope it was made in.
 *
 * @param meaning what is added to the time, {@code [1, embedding]}
 * @param seen what each attention block looks at, {@code [1, tokens, 2 channels]}, in the order of the network
 */
record Caption(Tensor meaning, List<Tensor> seen) {
    Caption {
        seen = List.copyOf(seen);
    }

    long tokens() {
        return seen.getFirst().size(1);
    }

    /** Handles of their own on the same memory, which belong to the current scope. */
    Caption shared() {
        return new Caption(again(meaning), seen.stream().map(Caption::again).toList());
    }

    private static Tensor again(Tensor tensor) {
        return tensor.reshape(tensor.shape());
    }
}
