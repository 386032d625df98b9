package io.lutra.engine.denoiser;

import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.GroupNorm;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Transformer blocks over the pixels of a feature map (Rombach et al., arXiv:2112.10752, section 3.3). The projections around
 * them are matrices in some checkpoints and 1x1 convolutions in others, which is the same.
 */
final class SpatialTransformer {
    private static final double EPSILON = 1e-6;

    private final GroupNorm norm;
    private final Linear in;
    private final Linear out;
    private final List<TransformerBlock> blocks;
    private final int firstBlock;

    /**
     * Loads the blocks.
     *
     * @param firstBlock number of the first one in the whole network
     */
    SpatialTransformer(Weights weights, UNetConfig config, UNetConfig.Level level, int count, int firstBlock) {
        this.firstBlock = firstBlock;
        int width = level.channels();
        norm = weights.groupNorm("norm", config.groups(), width, EPSILON);
        in = weights.linear("proj_in", width, width, Activation.NONE);
        out = weights.linear("proj_out", width, width, Activation.NONE);
        blocks = IntStream.range(0, count)
                .mapToObj(i -> new TransformerBlock(
                        weights.at("transformer_blocks." + i), width, config.crossWidth(), level.heads()))
                .toList();
    }

    /** What every block makes of {@code [batch, tokens, crossWidth]}. */
    List<Tensor> read(Tensor text) {
        return blocks.stream().map(block -> block.read(text)).toList();
    }

    Tensor apply(Tensor map, TextReading text) {
        return TensorScope.keep(() -> {
            long batch = map.size(0);
            long channels = map.size(1);
            long height = map.size(2);
            long width = map.size(3);
            var pixels = in.apply(norm.apply(map).permute(0, 2, 3, 1).reshape(batch, height * width, channels));
            var read = text.blocks(firstBlock, blocks.size());
            for (int i = 0; i < blocks.size(); i++) {
                pixels = blocks.get(i).apply(pixels, read.get(i));
            }
            return out.apply(pixels)
                    .reshape(batch, height, width, channels)
                    .permute(0, 3, 1, 2)
                    .plus(map);
        });
    }
}
