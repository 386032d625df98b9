package io.lutra.engine.denoiser;

import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Attention;
import io.lutra.engine.tensor.GatedLinear;
import io.lutra.engine.tensor.LayerNorm;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.List;

/** A transformer block over pixels: attention among themselves, attention to the text, and a gated feed-forward network. */
final class TransformerBlock {
    private static final double EPSILON = 1e-5;

    private final int heads;
    private final LayerNorm norm1;
    private final Linear selfProjection;
    private final Linear selfOutput;
    private final LayerNorm norm2;
    private final Linear queries;
    private final Linear keysValues;
    private final Linear crossOutput;
    private final LayerNorm norm3;
    private final GatedLinear gated;
    private final Linear feedForward;

    TransformerBlock(Weights weights, int width, int crossWidth, int heads) {
        this.heads = heads;
        norm1 = weights.layerNorm("norm1", width, EPSILON);
        selfProjection = weights.at("attn1").stacked(List.of("to_q", "to_k", "to_v"), width, width, false);
        selfOutput = weights.linear("attn1.to_out.0", width, width, Activation.NONE);
        norm2 = weights.layerNorm("norm2", width, EPSILON);
        queries = weights.unbiased("attn2.to_q", width, width);
        keysValues = weights.at("attn2").stacked(List.of("to_k", "to_v"), width, crossWidth, false);
        crossOutput = weights.linear("attn2.to_out.0", width, width, Activation.NONE);
        norm3 = weights.layerNorm("norm3", width, EPSILON);
        gated = weights.gated("ff.net.0.proj", 4 * width, width);
        feedForward = weights.linear("ff.net.2", width, 4 * width, Activation.NONE);
    }

    /** What {@link #apply} wants of {@code [batch, tokens, crossWidth]}: {@code [batch, tokens, 2 * width]}. */
    Tensor read(Tensor text) {
        return keysValues.apply(text);
    }

    /**
     * @param pixels {@code [batch, pixels, width]}
     * @param text {@code [batch, tokens, 2 * width]}, {@linkplain #read read} by this block
     */
    Tensor apply(Tensor pixels, Tensor text) {
        return TensorScope.keep(() -> {
            var attended =
                    TensorScope.keep(() -> selfAttention(norm1.apply(pixels)).plus(pixels));
            var informed = TensorScope.keep(
                    () -> crossAttention(norm2.apply(attended), text).plus(attended));
            return TensorScope.keep(() -> feedForward(norm3.apply(informed)).plus(informed));
        });
    }

    private Tensor selfAttention(Tensor x) {
        var parts = heads(selfProjection.apply(x), 3);
        return selfOutput.apply(joined(Attention.full(parts.get(0), parts.get(1), parts.get(2))));
    }

    private Tensor crossAttention(Tensor x, Tensor text) {
        var query = heads(queries.apply(x), 1).getFirst();
        var parts = heads(text, 2);
        return crossOutput.apply(joined(Attention.full(query, parts.get(0), parts.get(1))));
    }

    private Tensor feedForward(Tensor x) {
        return feedForward.apply(gated.apply(x));
    }

    /** {@code [batch, tokens, parts * width]} to that many {@code [batch, heads, tokens, width / heads]}. */
    private List<Tensor> heads(Tensor x, int parts) {
        long width = x.size(2) / parts;
        return x.split(parts, 2).stream()
                .map(part ->
                        part.reshape(x.size(0), x.size(1), heads, width / heads).transpose(1, 2))
                .toList();
    }

    private static Tensor joined(Tensor x) {
        return x.transpose(1, 2).reshape(x.size(0), x.size(2), x.size(1) * x.size(3));
    }
}
