package io.lutra.engine.text;

import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Attention;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Embedding;
import io.lutra.engine.tensor.LayerNorm;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * CLIP's text encoder (Radford et al., arXiv:2103.00020). Not thread-safe; its weights belong to the scope it was made in.
 */
public final class ClipTextEncoder {
    private final ClipConfig config;
    private final Weights weights;
    private final Embedding tokens;
    private final Tensor positions;
    private final List<Layer> layers;
    private final LayerNorm finalNorm;
    private final @Nullable Linear projection;

    /** Loads an encoder whose arrays begin with {@code text_model.}. */
    public ClipTextEncoder(Weights weights, ClipConfig config) {
        this.config = config;
        this.weights = weights;
        var model = weights.at("text_model");
        tokens = new Embedding(model.mapped("embeddings.token_embedding.weight", config.vocabulary(), config.width()));
        positions = model.load("embeddings.position_embedding.weight", config.positions(), config.width());
        layers = IntStream.range(0, config.layers())
                .mapToObj(i -> new Layer(model.at("encoder.layers." + i), config))
                .toList();
        finalNorm = model.layerNorm("final_layer_norm", config.width(), config.epsilon());
        projection = config.projectedWidth() > 0
                ? weights.unbiased("text_projection", config.projectedWidth(), config.width())
                : null;
    }

    /** The shape of the network. */
    public ClipConfig config() {
        return config;
    }

    /**
     * The states of all tokens before some layer: {@code [texts, tokens, width]}, fp32.
     *
     * @param texts tokens, all of one length
     * @param skippedLayers how many of the last layers to leave out
     * @param isNormalised whether the final normalisation is applied
     */
    public Tensor states(List<int[]> texts, int skippedLayers, boolean isNormalised) {
        return TensorScope.keep(() -> {
            var states = run(texts, skippedLayers);
            return (isNormalised ? finalNorm.apply(states) : states).to(DType.F32);
        });
    }

    /**
     * One vector per text, fp32: the normalised last state of its end token, {@code [texts, width]}, or its projection,
     * {@code [texts, projectedWidth]}, if the encoder has one.
     */
    public Tensor pooled(List<int[]> texts) {
        return TensorScope.keep(() -> {
            var states = finalNorm.apply(run(texts, 0));
            var ends = IntStream.range(0, texts.size())
                    .mapToObj(text -> states.select(0, text).select(0, config.endOf(texts.get(text))))
                    .toList();
            var pooled = Tensor.stack(ends, 0);
            return (projection == null ? pooled : projection.apply(pooled)).to(DType.F32);
        });
    }

    private Tensor run(List<int[]> texts, int skippedLayers) {
        if (skippedLayers < 0 || skippedLayers >= config.layers()) {
            throw new IllegalArgumentException(
                    "skipped layers must be 0 to " + (config.layers() - 1) + ", but are " + skippedLayers);
        }
        int length = texts.getFirst().length;
        long[] ids = texts.stream().flatMapToInt(IntStream::of).asLongStream().toArray();
        return TensorScope.keep(() -> {
            var states = tokens.apply(weights.device().tensor(ids, texts.size(), length))
                    .to(weights.dtype())
                    .plus(positions.narrow(0, 0, length));
            for (var layer : layers.subList(0, config.layers() - skippedLayers)) {
                states = layer.apply(states);
            }
            return states;
        });
    }

    /** Attention to earlier tokens and a feed-forward network, normalised before each. */
    private static final class Layer {
        private final int heads;
        private final LayerNorm norm1;
        private final Linear queriesKeysValues;
        private final Linear attentionOutput;
        private final LayerNorm norm2;
        private final Linear inner;
        private final Linear outer;

        Layer(Weights weights, ClipConfig config) {
            int width = config.width();
            heads = config.heads();
            norm1 = weights.layerNorm("layer_norm1", width, config.epsilon());
            queriesKeysValues =
                    weights.at("self_attn").stacked(List.of("q_proj", "k_proj", "v_proj"), width, width, true);
            attentionOutput = weights.linear("self_attn.out_proj", width, width, Activation.NONE);
            norm2 = weights.layerNorm("layer_norm2", width, config.epsilon());
            inner = weights.linear("mlp.fc1", config.innerWidth(), width, config.activation());
            outer = weights.linear("mlp.fc2", width, config.innerWidth(), Activation.NONE);
        }

        Tensor apply(Tensor states) {
            return TensorScope.keep(() -> {
                var attended = attend(norm1.apply(states)).plus(states);
                return outer.apply(inner.apply(norm2.apply(attended))).plus(attended);
            });
        }

        private Tensor attend(Tensor x) {
            long batch = x.size(0);
            long length = x.size(1);
            long width = x.size(2);
            var parts = queriesKeysValues
                    .apply(x)
                    .reshape(batch, length, 3, heads, width / heads)
                    .permute(2, 0, 3, 1, 4);
            return attentionOutput.apply(Attention.causal(parts.select(0, 0), parts.select(0, 1), parts.select(0, 2))
                    .transpose(1, 2)
                    .reshape(batch, length, width));
        }
    }
}
