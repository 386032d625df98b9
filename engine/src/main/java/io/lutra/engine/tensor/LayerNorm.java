package io.lutra.engine.tensor;

import org.bytedeco.pytorch.global.torch;

/**
 * Layer normalisation over the last dimension (Ba et al., arXiv:1607.06450).
 *
 * @param weight {@code [width]}, borrowed
 * @param bias {@code [width]}, borrowed
 * @param epsilon added to the variance
 */
public record LayerNorm(Tensor weight, Tensor bias, double epsilon) {
    /** {@code [..., width]} to the same shape. */
    public Tensor apply(Tensor x) {
        return NativeCall.tensor("layer_norm", () -> {
            try (var scale = NativeCall.optional(weight);
                    var shift = NativeCall.optional(bias)) {
                return torch.layer_norm(x.handle(), weight.shape(), scale, shift, epsilon, false);
            }
        });
    }
}
