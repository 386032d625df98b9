package io.lutra.engine.vae;

import io.lutra.engine.blocks.ResnetBlock;
import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Attention;
import io.lutra.engine.tensor.GroupNorm;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.List;

/** The coarsest level of encoder and decoder: attention of all pixels to all, with one head, between two residual blocks. */
final class CodecMiddle {
    private final ResnetBlock first;
    private final GroupNorm norm;
    private final Linear queriesKeysValues;
    private final Linear output;
    private final ResnetBlock last;

    CodecMiddle(Weights weights, ResnetBlock.Shape shape) {
        first = new ResnetBlock(weights.at("resnets.0"), shape);
        last = new ResnetBlock(weights.at("resnets.1"), shape);
        var attention = weights.at("attentions.0");
        int width = shape.out();
        norm = attention.groupNorm("group_norm", shape.groups(), width, shape.epsilon());
        queriesKeysValues = attention.stacked(List.of("to_q", "to_k", "to_v"), width, width, true);
        output = attention.linear("to_out.0", width, width, Activation.NONE);
    }

    Tensor apply(Tensor x) {
        return TensorScope.keep(() -> last.apply(attend(first.apply(x))));
    }

    private Tensor attend(Tensor map) {
        long batch = map.size(0);
        long channels = map.size(1);
        long height = map.size(2);
        long width = map.size(3);
        return TensorScope.keep(() -> {
            var pixels = norm.apply(map).permute(0, 2, 3, 1).reshape(batch, 1, height * width, channels);
            var parts = queriesKeysValues.apply(pixels).split(3, -1);
            return output.apply(Attention.full(parts.get(0), parts.get(1), parts.get(2)))
                    .reshape(batch, height, width, channels)
                    .permute(0, 3, 1, 2)
                    .plus(map);
        });
    }
}
