package io.lutra.engine.tensor;

import org.bytedeco.pytorch.global.torch;

/**
 * Group normalisation of feature maps (Wu and He, arXiv:1803.08494).
 *
 * @param groups how many groups the channels form
 * @param weight {@code [channels]}, borrowed
 * @param bias {@code [channels]}, borrowed
 * @param epsilon added to the variance
 */
public record GroupNorm(int groups, Tensor weight, Tensor bias, double epsilon) {
    /** Only normalised, by no weight and no bias. */
    public static Tensor plain(Tensor x, int groups, double epsilon) {
        return NativeCall.tensor("group_norm", () -> {
            try (var none = NativeCall.optional(null)) {
                return torch.group_norm(x.handle(), groups, none, none, epsilon, false);
            }
        });
    }

    /** {@code [batch, channels, ...]} to the same shape, in the same memory layout. */
    public Tensor apply(Tensor x) {
        return NativeCall.tensor("group_norm", () -> normalised(x));
    }

    /** {@link Activation#SILU} of what {@link #apply} answers, without a tensor between. */
    public Tensor applyWithSilu(Tensor x) {
        return NativeCall.tensor("group_norm", () -> {
            var normalised = normalised(x);
            torch.silu_(normalised); // answers a handle that owns nothing
            return normalised;
        });
    }

    private org.bytedeco.pytorch.Tensor normalised(Tensor x) {
        try (var scale = NativeCall.optional(weight);
                var shift = NativeCall.optional(bias)) {
            return torch.group_norm(x.handle(), groups, scale, shift, epsilon, false);
        }
    }
}
