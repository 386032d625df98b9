package io.lutra.engine.pup;

import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Conv2d;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import org.jspecify.annotations.Nullable;

/** Two convolutions around which the input is carried on (He et al., arXiv:1512.03385). */
final class ResidualBlock {
    private final AdaptiveNorm norm;
    private final Conv2d conv1;
    private final Conv2d conv2;
    private final @Nullable Conv2d skip;

    /**
     * What a block looks like.
     *
     * @param side height and width to be fast for
     */
    record Shape(int in, int out, int embedding, int side) {}

    ResidualBlock(Weights weights, Shape shape) {
        var same = new Conv2d.Geometry(1, 1, shape.side());
        norm = new AdaptiveNorm(weights.at("norm"), shape.in(), shape.embedding());
        conv1 = weights.conv("conv1", shape.out(), shape.in(), 3, same);
        conv2 = weights.conv("conv2", shape.out(), shape.out(), 3, same);
        skip = shape.in() == shape.out()
                ? null
                : weights.conv("skip", shape.out(), shape.in(), 1, new Conv2d.Geometry(1, 0, shape.side()));
    }

    /** {@code [batch, in, height, width]} and {@code [batch, embedding]} to {@code [batch, out, height, width]}. */
    Tensor apply(Tensor x, Tensor embedding) {
        return TensorScope.keep(() -> {
            var hidden = Activation.SILU.apply(conv1.apply(norm.apply(x, embedding)));
            return conv2.apply(hidden).plus(skip == null ? x : skip.apply(x));
        });
    }
}
