package io.lutra.engine.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Scaled dot-product attention, {@code softmax(q k^T / sqrt(width) + mask) v} (Vaswani et al., arXiv:1706.03762). */
public final class Attention {
    private Attention() {}

    /** All queries see all keys. {@code [batch, heads, tokens, width]} each; answers the shape of the queries. */
    public static Tensor full(Tensor queries, Tensor keys, Tensor values) {
        return isTiled(queries)
                ? TiledAttention.full(queries, keys, values)
                : attend(queries, keys, values, null, false);
    }

    /** Query {@code i} sees keys 0 to {@code i}. Shapes as for {@link #full}, with as many queries as keys. */
    public static Tensor causal(Tensor queries, Tensor keys, Tensor values) {
        return attend(queries, keys, values, null, true);
    }

    /**
     * As {@link #full}, with a mask added to the scores.
     *
     * @param mask broadcast to {@code [batch, heads, queries, keys]}: 0 where a key is seen, minus infinity where not; of the
     *     queries' type
     */
    public static Tensor masked(Tensor queries, Tensor keys, Tensor values, Tensor mask) {
        return attend(queries, keys, values, mask, false);
    }

    /** Whether libtorch's fused attention is to be avoided. */
    private static boolean isTiled(Tensor queries) {
        return queries.isOnHost()
                && queries.dtype() == DType.BF16
                && !Processor.current().hasMatrixUnits();
    }

    private static Tensor attend(Tensor queries, Tensor keys, Tensor values, @Nullable Tensor mask, boolean isCausal) {
        if (isTiled(queries)) {
            // Masks are for texts, which are short: fp32 costs them little.
            return TensorScope.keep(() -> fused(
                            queries.to(DType.F32),
                            keys.to(DType.F32),
                            values.to(DType.F32),
                            mask == null ? null : mask.to(DType.F32),
                            isCausal)
                    .to(DType.BF16));
        }
        return fused(queries, keys, values, mask, isCausal);
    }

    private static Tensor fused(Tensor queries, Tensor keys, Tensor values, @Nullable Tensor mask, boolean isCausal) {
        return NativeCall.tensor("attention", () -> {
            try (var optionalMask = NativeCall.optional(mask);
                    var scale = new DoubleOptional()) {
                return torch.scaled_dot_product_attention(
                        queries.handle(), keys.handle(), values.handle(), optionalMask, 0.0, isCausal, scale, false);
            }
        });
    }
}
