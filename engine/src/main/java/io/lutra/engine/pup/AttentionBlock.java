package io.lutra.engine.pup;

import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Attention;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transformer block: the places of the picture look at each other and at the text, then each thinks by itself. */
final class AttentionBlock {
    private final AdaptiveNorm norm1;
    private final AdaptiveNorm norm2;
    private final Linear projections;
    private final Linear textProjections;
    private final Linear out;
    private final Linear widen;
    private final Linear narrow;
    private final int heads;

    AttentionBlock(Weights weights, int channels, PupConfig config) {
        norm1 = new AdaptiveNorm(weights.at("norm1"), channels, config.embedding());
        norm2 = new AdaptiveNorm(weights.at("norm2"), channels, config.embedding());
        projections = weights.linear("qkv", 3 * channels, channels, Activation.NONE);
        textProjections = weights.linear("text_kv", 2 * channels, config.inner(), Activation.NONE);
        out = weights.linear("out", channels, channels, Activation.NONE);
        widen = weights.linear("mlp1", 4 * channels, channels, Activation.GELU);
        narrow = weights.linear("mlp2", channels, 4 * channels, Activation.NONE);
        heads = channels / config.head();
    }

    /** What this block sees of a text, {@code [1, tokens, 2 channels]}: keys, then values. The text is {@code [1, tokens, inner]}. */
    Tensor read(Tensor text) {
        return textProjections.apply(text);
    }

    /**
     * The block.
     *
     * @param x {@code [batch, channels, height, width]}
     * @param text {@code [batch, tokens, 2 channels]}: rows of {@link #read}
     * @param bias {@code [batch, 1, 1, height width + tokens]}, added to the scores; null to see everything
     */
    Tensor apply(Tensor x, Tensor embedding, Tensor text, @Nullable Tensor bias) {
        return TensorScope.keep(() -> {
            var looked = x.plus(picture(out.apply(look(tokens(norm1.apply(x, embedding)), text, bias)), x));
            var thought = narrow.apply(widen.apply(tokens(norm2.apply(looked, embedding))));
            return looked.plus(picture(thought, x));
        });
    }

    private Tensor look(Tensor tokens, Tensor text, @Nullable Tensor bias) {
        long channels = tokens.size(2);
        var projected = projections.apply(tokens);
        var seen = Tensor.cat(List.of(projected.narrow(2, channels, 2 * channels), text), 1);
        var queries = split(projected.narrow(2, 0, channels));
        var keys = split(seen.narrow(2, 0, channels));
        var values = split(seen.narrow(2, channels, channels));
        var mixed =
                bias == null ? Attention.full(queries, keys, values) : Attention.masked(queries, keys, values, bias);
        return mixed.transpose(1, 2).reshape(tokens.shape());
    }

    /** {@code [batch, tokens, channels]} to {@code [batch, heads, tokens, width]}. */
    private Tensor split(Tensor tokens) {
        return tokens.reshape(tokens.size(0), tokens.size(1), heads, tokens.size(2) / heads)
                .transpose(1, 2);
    }

    private static Tensor tokens(Tensor x) {
        return x.permute(0, 2, 3, 1).reshape(x.size(0), x.size(2) * x.size(3), x.size(1));
    }

    private static Tensor picture(Tensor tokens, Tensor like) {
        return tokens.reshape(like.size(0), like.size(2), like.size(3), like.size(1))
                .permute(0, 3, 1, 2);
    }
}
