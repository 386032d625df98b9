package io.lutra.engine.tensor;

import org.bytedeco.pytorch.global.torch;

/**
 * A table of vectors, looked up by number.
 *
 * @param table {@code [entries, width]}, borrowed; of any floating-point type
 */
public record Embedding(Tensor table) {
    /**
     * {@code [...]} numbers of type I64 to {@code [..., width]}.
     *
     * @throws io.lutra.engine.EngineException.DeviceFault if a number is negative or not below the table's length
     */
    public Tensor apply(Tensor indices) {
        return NativeCall.tensor("embedding", () -> torch.embedding(table.handle(), indices.handle()));
    }
}
