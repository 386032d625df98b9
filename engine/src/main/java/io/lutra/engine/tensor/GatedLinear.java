package io.lutra.engine.tensor;

/**
 * A fully connected layer of which one half gates the other, {@code y = (x V^T + b) * gelu(x W^T + c)} (GEGLU; Shazeer,
 * arXiv:2002.05202). As two layers, the gate's activation costs no pass of its own. What it holds belongs to the scope it was
 * made in.
 */
public final class GatedLinear {
    private final Linear value;
    private final Linear gate;

    private GatedLinear(Linear value, Linear gate) {
        this.value = value;
        this.gate = gate;
    }

    /**
     * A layer; takes over the tensors it is given.
     *
     * @param weight {@code [2 * out, in]}: V above W
     * @param bias {@code [2 * out]}: b before c
     */
    public static GatedLinear of(Tensor weight, Tensor bias) {
        var weights = weight.split(2, 0);
        var biases = bias.split(2, 0);
        var layer = new GatedLinear(
                Linear.of(weights.get(0), biases.get(0), Activation.NONE),
                Linear.of(weights.get(1), biases.get(1), Activation.GELU));
        weight.close();
        return layer;
    }

    /** {@code [..., in]} to {@code [..., out]}, of the weights' type. */
    public Tensor apply(Tensor x) {
        return TensorScope.keep(() -> value.apply(x).times(gate.apply(x)));
    }
}
