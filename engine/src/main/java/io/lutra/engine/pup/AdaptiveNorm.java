package io.lutra.engine.pup;

import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.GroupNorm;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;

/** A group normalisation whose scale and shift say what time it is and what the text means (Perez et al., arXiv:1709.07871). */
final class AdaptiveNorm {
    private static final int GROUP = 32;
    private static final double EPSILON = 1e-5;

    private final int groups;
    private final Linear modulation;

    AdaptiveNorm(Weights weights, int channels, int embedding) {
        groups = channels / GROUP;
        modulation = weights.linear("modulation", 2 * channels, embedding, Activation.NONE);
    }

    /** {@code [batch, channels, height, width]} and {@code [batch, embedding]}. */
    Tensor apply(Tensor x, Tensor embedding) {
        return TensorScope.keep(() -> {
            var halves = modulation.apply(embedding).unsqueeze(2).unsqueeze(3).split(2, 1);
            return halves.get(1)
                    .plusProduct(
                            GroupNorm.plain(x, groups, EPSILON), halves.get(0).plus(1));
        });
    }
}
