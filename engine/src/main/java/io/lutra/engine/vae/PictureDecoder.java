package io.lutra.engine.vae;

import io.lutra.engine.blocks.ResnetBlock;
import io.lutra.engine.tensor.Conv2d;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.GroupNorm;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Half of the autoencoder: latents to pictures. */
final class PictureDecoder {
    private final Conv2d in;
    private final CodecMiddle middle;
    private final List<Level> levels = new ArrayList<>();
    private final GroupNorm norm;
    private final Conv2d out;

    private record Level(
            List<ResnetBlock> resnets, @Nullable Conv2d afterDoubling) {}

    PictureDecoder(Weights weights, CodecConfig config) {
        int count = config.channels().size();
        int channels = config.channels().getLast();
        int side = Math.max(1, config.side() / config.factor());
        in = weights.conv("conv_in", channels, config.latentChannels(), 3, new Conv2d.Geometry(1, 1, side));
        middle = new CodecMiddle(weights.at("mid_block"), PictureCodec.shape(config, channels, channels, side));
        for (int i = 0; i < count; i++) {
            int width = config.channels().get(count - 1 - i);
            var resnets = new ArrayList<ResnetBlock>();
            for (int layer = 0; layer <= config.layers(); layer++) {
                resnets.add(new ResnetBlock(
                        weights.at("up_blocks.%d.resnets.%d".formatted(i, layer)),
                        PictureCodec.shape(config, channels, width, side)));
                channels = width;
            }
            Conv2d afterDoubling = null;
            if (i < count - 1) {
                side *= 2;
                afterDoubling = weights.conv(
                        "up_blocks.%d.upsamplers.0.conv".formatted(i),
                        channels,
                        channels,
                        3,
                        new Conv2d.Geometry(1, 1, side));
            }
            levels.add(new Level(resnets, afterDoubling));
        }
        norm = weights.groupNorm("conv_norm_out", config.groups(), channels, PictureCodec.EPSILON);
        out = weights.conv("conv_out", 3, channels, 3, new Conv2d.Geometry(1, 1, side));
    }

    Tensor apply(Tensor latents) {
        return TensorScope.keep(() -> enlarged(middle.apply(in.apply(latents))));
    }

    /** In squares: the attention in the middle still sees the whole. */
    Tensor apply(Tensor latents, Tiles tiles, Device device) {
        int factor = 1 << (levels.size() - 1);
        return TensorScope.keep(() -> tiles.decode(device, middle.apply(in.apply(latents)), this::enlarged, factor));
    }

    private Tensor enlarged(Tensor map) {
        return TensorScope.keep(() -> {
            var x = map;
            for (var level : levels) {
                var larger = apply(level, x);
                if (x != map) {
                    x.close();
                }
                x = larger;
            }
            var last = x;
            var activated = norm.applyWithSilu(last);
            if (last != map) {
                last.close();
            }
            return out.apply(activated);
        });
    }

    private static Tensor apply(Level level, Tensor input) {
        return TensorScope.keep(() -> {
            var x = input;
            for (var resnet : level.resnets()) {
                var next = resnet.apply(x);
                if (x != input) {
                    x.close();
                }
                x = next;
            }
            if (level.afterDoubling() == null) {
                return x;
            }
            var doubled = x.nearest(2 * x.size(2), 2 * x.size(3));
            x.close();
            return level.afterDoubling().apply(doubled);
        });
    }
}
