package io.lutra.engine.pup;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Conv2d;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Enlarges pictures by a fixed factor: residual convolutions at the small size say what bilinear interpolation misses. Its
 * weights belong to the scope it was made in.
 */
final class Upscaler {
    private final int factor;
    private final DType dtype;
    private final Conv2d first;
    private final List<Block> blocks;
    private final Conv2d last;

    private record Block(Conv2d first, Conv2d second) {
        Tensor apply(Tensor x) {
            return TensorScope.keep(() -> x.plus(second.apply(Activation.RELU.apply(first.apply(x)))));
        }
    }

    /**
     * Loads an upscaler; its weights say how wide and deep it is.
     *
     * @param factor that it must have
     * @param side height and width of its input to be fast for
     * @throws BadWeights if the weights are for another factor
     */
    Upscaler(Weights weights, int factor, int side) {
        this.factor = factor;
        dtype = weights.dtype();
        var info = weights.source()
                .find("first.bias")
                .orElseThrow(
                        () -> new BadWeights("weights " + weights.source().description() + " are not of an upscaler"));
        int channels = (int) info.shape()[0];
        var same = new Conv2d.Geometry(1, 1, side);
        first = weights.conv("first", channels, 3, 3, same);
        blocks = new ArrayList<>();
        for (int i = 0; weights.has("blocks." + i + ".0.weight"); i++) {
            blocks.add(new Block(
                    weights.conv("blocks." + i + ".0", channels, channels, 3, same),
                    weights.conv("blocks." + i + ".1", channels, channels, 3, same)));
        }
        last = weights.conv("last", 3 * factor * factor, channels, 3, same);
    }

    /** {@code [batch, 3, height, width]}, fp32, 0 to 1, to the same {@code factor} times as wide and high. */
    Tensor apply(Tensor x) {
        return TensorScope.keep(() -> {
            var detail = detail(x).channelsToPixels(factor).to(DType.F32);
            return x.bilinear(factor * x.size(2), factor * x.size(3))
                    .plus(detail)
                    .clamp(0, 1);
        });
    }

    private Tensor detail(Tensor x) {
        return TensorScope.keep(() -> {
            var hidden = first.apply(x.to(dtype).channelsLast());
            for (var block : blocks) {
                hidden = block.apply(hidden);
            }
            return last.apply(hidden);
        });
    }
}
