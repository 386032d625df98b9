package io.lutra.engine.tensor;

import io.lutra.engine.tensor.PackedOperators.Fused;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer, {@code y = activation(x W^T + b)}.
 *
 * <p>Takes over the tensors it is given: on a CPU the weight is brought into the processor's order and closed. What the layer
 * holds belongs to the scope it was made in.
 */
public final class Linear {
    private final Tensor weight;
    private final @Nullable Tensor bias;
    private final boolean isPacked;
    private final Activation activation;

    private Linear(Tensor weight, @Nullable Tensor bias, Activation activation) {
        isPacked = PackedOperators.support(weight);
        this.weight = isPacked ? PackedOperators.get().packLinear(weight) : weight;
        this.bias = bias;
        this.activation = activation;
        if (isPacked) {
            weight.unload();
            weight.close();
        }
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
        var fused = isPacked ? Fused.of(activation) : null;
        return fused != null
                ? PackedOperators.get().linear(x, weight, bias, fused)
                : TensorScope.keep(() -> activation.apply(product(x)));
    }

    private Tensor product(Tensor x) {
        if (isPacked) {
            return PackedOperators.get().linear(x, weight, bias, Fused.nothing());
        }
        return NativeCall.tensor("linear", () -> {
            try (var optionalBias = NativeCall.optional(bias)) {
                return torch.linear(x.handle(), weight.handle(), optionalBias);
            }
        });
    }
}
