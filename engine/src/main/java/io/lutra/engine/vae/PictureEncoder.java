package io.lutra.engine.vae;

import io.lutra.engine.blocks.ResnetBlock;
import io.lutra.engine.tensor.Conv2d;
import io.lutra.engine.tensor.GroupNorm;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Half of the autoencoder: pictures to the mean and the logarithm of the variance of latents. */
final class PictureEncoder {
    private final Conv2d in;
    private final List<Level> levels = new ArrayList<>();
    private final CodecMiddle middle;
    private final GroupNorm norm;
    private final Conv2d out;

    private record Level(
            List<ResnetBlock> resnets, @Nullable Conv2d halve) {}

    PictureEncoder(Weights weights, CodecConfig config) {
        int channels = config.channels().getFirst();
        int side = config.side();
        in = weights.conv("conv_in", channels, 3, 3, new Conv2d.Geometry(1, 1, side));
        for (int i = 0; i < config.channels().size(); i++) {
            var resnets = new ArrayList<ResnetBlock>();
            for (int layer = 0; layer < config.layers(); layer++) {
                resnets.add(new ResnetBlock(
                        weights.at("down_blocks.%d.resnets.%d".formatted(i, layer)),
                        PictureCodec.shape(config, channels, config.channels().get(i), side)));
                channels = config.channels().get(i);
            }
            Conv2d halve = null;
            if (i < config.channels().size() - 1) {
                halve = weights.conv(
                        "down_blocks.%d.downsamplers.0.conv".formatted(i),
                        channels,
                        channels,
                        3,
                        new Conv2d.Geometry(2, 0, side + 1));
                side = Math.max(1, side / 2);
            }
            levels.add(new Level(resnets, halve));
        }
        middle = new CodecMiddle(weights.at("mid_block"), PictureCodec.shape(config, channels, channels, side));
        norm = weights.groupNorm("conv_norm_out", config.groups(), channels, PictureCodec.EPSILON);
        out = weights.conv("conv_out", 2 * config.latentChannels(), channels, 3, new Conv2d.Geometry(1, 1, side));
    }

    Tensor apply(Tensor picture) {
        return TensorScope.keep(() -> {
            var x = in.apply(picture);
            for (var level : levels) {
                for (var resnet : level.resnets()) {
                    var next = resnet.apply(x);
                    x.close();
                    x = next;
                }
                if (level.halve() != null) {
                    // Only right and below: so the network was trained.
                    var padded = x.pad(0, 1, 0, 1);
                    x.close();
                    x = level.halve().apply(padded);
                    padded.close();
                }
            }
            return out.apply(norm.applyWithSilu(middle.apply(x)));
        });
    }
}
