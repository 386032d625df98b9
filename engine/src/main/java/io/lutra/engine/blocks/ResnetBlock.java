package io.lutra.engine.blocks;

import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Conv2d;
import io.lutra.engine.tensor.GroupNorm;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Two convolutions around which the input is carried on (He et al., arXiv:1512.03385), told the time step between them, as in
 * DDPM (Ho et al., arXiv:2006.11239, appendix B).
 */
public final class ResnetBlock {
    private final GroupNorm norm1;
    private final Conv2d conv1;
    private final @Nullable Linear time;
    private final GroupNorm norm2;
    private final Conv2d conv2;
    private final @Nullable Conv2d shortcut;

    /**
     * What a block looks like.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param timeWidth width of the time embedding; 0 for a block that is told none
     * @param groups of the normalisations
     * @param epsilon of the normalisations
     * @param side height and width to be fast for
     */
    public record Shape(int in, int out, int timeWidth, int groups, double epsilon, int side) {}

    /** Loads a block. */
    public ResnetBlock(Weights weights, Shape shape) {
        var same = new Conv2d.Geometry(1, 1, shape.side());
        norm1 = weights.groupNorm("norm1", shape.groups(), shape.in(), shape.epsilon());
        conv1 = weights.conv("conv1", shape.out(), shape.in(), 3, same);
        time = shape.timeWidth() > 0
                ? weights.linear("time_emb_proj", shape.out(), shape.timeWidth(), Activation.NONE)
                : null;
        norm2 = weights.groupNorm("norm2", shape.groups(), shape.out(), shape.epsilon());
        conv2 = weights.conv("conv2", shape.out(), shape.out(), 3, same);
        shortcut = shape.in() == shape.out()
                ? null
                : weights.conv("conv_shortcut", shape.out(), shape.in(), 1, new Conv2d.Geometry(1, 0, shape.side()));
    }

    /** Of a block that is told no time. */
    public Tensor apply(Tensor x) {
        return TensorScope.keep(() -> second(x, first(x)));
    }

    /**
     * Of a block that is told the time.
     *
     * @param activatedTime {@code [batch, timeWidth]}, after its activation
     */
    public Tensor apply(Tensor x, Tensor activatedTime) {
        var projection = time;
        if (projection == null) {
            throw new IllegalStateException("this block is told no time");
        }
        return TensorScope.keep(() -> second(x, TensorScope.keep(() -> {
            var shift = projection.apply(activatedTime);
            return first(x).plus(shift.reshape(shift.size(0), shift.size(1), 1, 1));
        })));
    }

    private Tensor first(Tensor x) {
        return TensorScope.keep(() -> conv1.apply(norm1.applyWithSilu(x)));
    }

    /**
     * @param hidden closed here
     */
    private Tensor second(Tensor x, Tensor hidden) {
        var added = TensorScope.keep(() -> {
            var activated = norm2.applyWithSilu(hidden);
            hidden.close(); // at full size, every map counts
            return conv2.apply(activated);
        });
        return added.plus(shortcut == null ? x : shortcut.apply(x));
    }
}
