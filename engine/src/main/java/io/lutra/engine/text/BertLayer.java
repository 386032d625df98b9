package io.lutra.engine.text;

import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Attention;
import io.lutra.engine.tensor.LayerNorm;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One layer of BERT (Devlin et al., arXiv:1810.04805): self-attention and a feed-forward network, normalised after each. */
final class BertLayer {
    private final int heads;
    private final Linear queriesKeysValues;
    private final Linear attentionOutput;
    private final LayerNorm attentionNorm;
    private final Linear intermediate;
    private final Linear output;
    private final LayerNorm outputNorm;

    BertLayer(Weights weights, BertConfig config) {
        int width = config.width();
        heads = config.heads();
        queriesKeysValues = weights.at("attention.self").stacked(List.of("query", "key", "value"), width, width, true);
        attentionOutput = weights.linear("attention.output.dense", width, width, Activation.NONE);
        attentionNorm = weights.layerNorm("attention.output.LayerNorm", width, config.epsilon());
        intermediate = weights.linear("intermediate.dense", config.innerWidth(), width, Activation.GELU);
        output = weights.linear("output.dense", width, config.innerWidth(), Activation.NONE);
        outputNorm = weights.layerNorm("output.LayerNorm", width, config.epsilon());
    }

    /**
     * @param states {@code [batch, tokens, width]}
     * @param mask {@code [batch, 1, 1, tokens]}, 0 or minus infinity; null if every token is seen
     */
    Tensor apply(Tensor states, @Nullable Tensor mask) {
        return TensorScope.keep(() -> {
            var attended = attentionNorm.apply(
                    attentionOutput.apply(attend(states, mask)).plus(states));
            return outputNorm.apply(output.apply(intermediate.apply(attended)).plus(attended));
        });
    }

    private Tensor attend(Tensor states, @Nullable Tensor mask) {
        long batch = states.size(0);
        long tokens = states.size(1);
        long width = states.size(2);
        var parts = queriesKeysValues
                .apply(states)
                .reshape(batch, tokens, 3, heads, width / heads)
                .permute(2, 0, 3, 1, 4);
        var queries = parts.select(0, 0);
        var keys = parts.select(0, 1);
        var values = parts.select(0, 2);
        var mixed =
                mask == null ? Attention.full(queries, keys, values) : Attention.masked(queries, keys, values, mask);
        return mixed.transpose(1, 2).reshape(batch, tokens, width);
    }
}
