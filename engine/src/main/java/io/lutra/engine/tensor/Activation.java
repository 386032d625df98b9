package io.lutra.engine.tensor;

import org.bytedeco.pytorch.global.torch;

/** The pointwise functions between the layers of a network. */
public enum Activation {
    /** The identity. */
    NONE,
    /** x times the standard normal distribution function of x, exact (Hendrycks and Gimpel, arXiv:1606.08415). */
    GELU,
    /** {@link #GELU} by its tanh approximation. */
    GELU_TANH,
    /** x times sigmoid(1.702 x): the approximation of GELU that CLIP was trained with. */
    QUICK_GELU,
    /** x times sigmoid(x), also called swish. */
    SILU,
    /** x where positive, else 0. */
    RELU;

    private static final double QUICK_GELU_SLOPE = 1.702;

    /** Applies the function to every element; {@link #NONE} answers the tensor itself. */
    public Tensor apply(Tensor x) {
        return switch (this) {
            case NONE -> x;
            case GELU -> NativeCall.tensor("gelu", () -> torch.gelu(x.handle()));
            case GELU_TANH -> NativeCall.tensor("gelu", () -> torch.gelu(x.handle(), "tanh"));
            case QUICK_GELU ->
                TensorScope.keep(() -> {
                    var scaled = x.times(QUICK_GELU_SLOPE);
                    var gate = NativeCall.tensor("sigmoid", () -> torch.sigmoid(scaled.handle()));
                    return x.times(gate);
                });
            case SILU -> NativeCall.tensor("silu", () -> torch.silu(x.handle()));
            case RELU -> NativeCall.tensor("relu", () -> torch.relu(x.handle()));
        };
    }
}
