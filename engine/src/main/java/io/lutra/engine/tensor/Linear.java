package io.lutra.engine.tensor;

import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer, {@code y = activation(x W^T + b)}.
 *
 * <p>Borrows its weights: they belong to the scope they were made in, which must outlive the layer.
 */
public final class Linear {
    private final Tensor weight;
    private final @Nullable Tensor bias;
    private final Activation activation;

    private Linear(Tensor weight, @Nullable Tensor bias, Activation activation) {
        this.weight = weight;
        this.bias = bias;
        this.activation = activation;
    }

    /**
     * A layer with a bias.
     *
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}
     */
    public static Linear of(Tensor weight, Tensor bias, Activation activation) {
        return new Linear(weight, bias, activation);
    }

    /**
     * A layer without bias.
     *
     * @param weight {@code [out, in]}
     */
    public static Linear unbiased(Tensor weight, Activation activation) {
        return new Linear(weight, null, activation);
    }

    /** {@code [..., in]} to {@code [..., out]}, of the weights' type. */
    public Tensor apply(Tensor x) {
        return TensorScope.keep(() -> activation.apply(NativeCall.tensor("linear", () -> {
            try (var optionalBias = NativeCall.optional(bias)) {
                return torch.linear(x.handle(), weight.handle(), optionalBias);
            }
        })));
    }
}
