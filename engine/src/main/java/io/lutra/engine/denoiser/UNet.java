package io.lutra.engine.denoiser;

import io.lutra.engine.blocks.ResnetBlock;
import io.lutra.engine.denoiser.UNetConfig.Level;
import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Conv2d;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.GroupNorm;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stable Diffusion's denoiser: a UNet with attention to text (Rombach et al., arXiv:2112.10752; SDXL: Podell et al.,
 * arXiv:2307.01952). Not thread-safe; its weights belong to the scope it was made in.
 */
public final class UNet {
    private final UNetConfig config;
    private final Weights weights;
    private final Conv2d in;
    private final Linear time1;
    private final Linear time2;
    private final @Nullable Linear guidance;
    private final @Nullable Linear added1;
    private final @Nullable Linear added2;
    /** In the order they were made in. */
    private final List<SpatialTransformer> transformers = new ArrayList<>();
    /** In all {@link #transformers}. */
    private int blocks;

    private final List<Block> down = new ArrayList<>();
    private final ResnetBlock middleFirst;
    private final SpatialTransformer middleAttention;
    private final ResnetBlock middleLast;
    private final List<Block> up = new ArrayList<>();
    private final GroupNorm outNorm;
    private final Conv2d out;

    /** A level on one of the ways: residual blocks, attention after each if it has any, and a change of resolution. */
    private record Block(
            List<ResnetBlock> resnets,
            List<SpatialTransformer> attentions,
            @Nullable Conv2d resample) {
        Block lastLayer() {
            return layers(resnets.size() - 1, resnets.size());
        }

        Block withoutLastLayer() {
            return layers(0, resnets.size() - 1);
        }

        private Block layers(int from, int to) {
            return new Block(
                    resnets.subList(from, to), attentions.isEmpty() ? attentions : attentions.subList(from, to), null);
        }
    }

    /** Loads a network. */
    public UNet(Weights weights, UNetConfig config) {
        this.config = config;
        this.weights = weights;
        int base = config.levels().getFirst().channels();
        int timeWidth = config.timeWidth();
        in = weights.conv("conv_in", base, config.in(), 3, new Conv2d.Geometry(1, 1, config.side()));
        time1 = weights.linear("time_embedding.linear_1", timeWidth, base, Activation.SILU);
        time2 = weights.linear("time_embedding.linear_2", timeWidth, timeWidth, Activation.NONE);
        guidance = config.timeCondition() > 0
                ? weights.unbiased("time_embedding.cond_proj", base, config.timeCondition())
                : null;
        boolean hasAdded = config.added().isPresent();
        added1 = hasAdded
                ? weights.linear(
                        "add_embedding.linear_1", timeWidth, config.added().width(), Activation.SILU)
                : null;
        added2 = hasAdded ? weights.linear("add_embedding.linear_2", timeWidth, timeWidth, Activation.NONE) : null;

        var skips = loadDown(base);
        var last = config.levels().getLast();
        int side = sideOf(config.levels().size() - 1);
        middleFirst = resnet("mid_block.resnets.0", last.channels(), last.channels(), side);
        middleAttention = transformer("mid_block.attentions.0", last, config.middleTransformers());
        middleLast = resnet("mid_block.resnets.1", last.channels(), last.channels(), side);
        loadUp(skips);
        outNorm = weights.groupNorm("conv_norm_out", config.groups(), base, config.epsilon());
        out = weights.conv("conv_out", config.out(), base, 3, new Conv2d.Geometry(1, 1, config.side()));
    }

    private int sideOf(int level) {
        return Math.max(1, config.side() >> level);
    }

    private ResnetBlock resnet(String name, int in, int out, int side) {
        return new ResnetBlock(
                weights.at(name),
                new ResnetBlock.Shape(in, out, config.timeWidth(), config.groups(), config.epsilon(), side));
    }

    private SpatialTransformer transformer(String name, Level level, int count) {
        var transformer = new SpatialTransformer(weights.at(name), config, level, count, blocks);
        transformers.add(transformer);
        blocks += count;
        return transformer;
    }

    /** Answers the channels of every feature map that the way up takes over, in the order they are made. */
    private Deque<Integer> loadDown(int base) {
        var skips = new ArrayDeque<Integer>(List.of(base));
        int channels = base;
        for (int i = 0; i < config.levels().size(); i++) {
            Level level = config.levels().get(i);
            String name = "down_blocks." + i;
            var resnets = new ArrayList<ResnetBlock>();
            var attentions = new ArrayList<SpatialTransformer>();
            for (int layer = 0; layer < config.layers(); layer++) {
                resnets.add(resnet(name + ".resnets." + layer, channels, level.channels(), sideOf(i)));
                if (level.transformers() > 0) {
                    attentions.add(transformer(name + ".attentions." + layer, level, level.transformers()));
                }
                channels = level.channels();
                skips.addLast(channels);
            }
            Conv2d halve = null;
            if (i < config.levels().size() - 1) {
                halve = weights.conv(
                        name + ".downsamplers.0.conv", channels, channels, 3, new Conv2d.Geometry(2, 1, sideOf(i)));
                skips.addLast(channels);
            }
            down.add(new Block(resnets, attentions, halve));
        }
        return skips;
    }

    private void loadUp(Deque<Integer> skips) {
        int channels = config.levels().getLast().channels();
        for (int i = 0; i < config.levels().size(); i++) {
            int depth = config.levels().size() - 1 - i;
            Level level = config.levels().get(depth);
            String name = "up_blocks." + i;
            var resnets = new ArrayList<ResnetBlock>();
            var attentions = new ArrayList<SpatialTransformer>();
            for (int layer = 0; layer <= config.layers(); layer++) {
                resnets.add(resnet(
                        name + ".resnets." + layer, channels + skips.removeLast(), level.channels(), sideOf(depth)));
                if (level.transformersUp() > 0) {
                    attentions.add(transformer(name + ".attentions." + layer, level, level.transformersUp()));
                }
                channels = level.channels();
            }
            Conv2d afterDoubling = depth > 0
                    ? weights.conv(
                            name + ".upsamplers.0.conv",
                            channels,
                            channels,
                            3,
                            new Conv2d.Geometry(1, 1, sideOf(depth - 1)))
                    : null;
            up.add(new Block(resnets, attentions, afterDoubling));
        }
    }

    /** The shape of the network. */
    public UNetConfig config() {
        return config;
    }

    /**
     * Reads texts for {@link #apply(Tensor, Conditions)}; the answer belongs to the current scope.
     *
     * @param states {@code [batch, tokens, crossWidth]}
     */
    public TextReading read(Tensor states) {
        var text = states.to(weights.dtype());
        return new TextReading(transformers.stream()
                .flatMap(transformer -> transformer.read(text).stream())
                .toList());
    }

    /**
     * What the network was trained to predict.
     *
     * @param latents {@code [batch, in, height, width]}, of any floating-point type
     * @return {@code [batch, out, height, width]}, fp32
     */
    public Tensor apply(Tensor latents, Conditions conditions) {
        return TensorScope.keep(() -> {
            var entry = enter(latents, conditions);
            return finish(entry, deepen(entry));
        });
    }

    /**
     * What all layers but the last come to, which changes little from one call to the next (Ma et al., DeepCache,
     * arXiv:2312.00858, with the outermost skip branch): {@code [batch, channels, height, width]}, of the weights' type. Takes
     * nearly all the time that {@link #apply(Tensor, Conditions)} takes.
     */
    public Tensor deepFeatures(Tensor latents, Conditions conditions) {
        return TensorScope.keep(() -> deepen(enter(latents, conditions)));
    }

    /**
     * The prediction by the last layer alone; equal to {@link #apply(Tensor, Conditions)} if the features are of this call.
     *
     * @param deepFeatures of an earlier call with latents of this shape
     */
    public Tensor apply(Tensor latents, Conditions conditions, Tensor deepFeatures) {
        return TensorScope.keep(() -> finish(enter(latents, conditions), deepFeatures));
    }

    /** What every layer reads, and the first map. */
    private record Entry(Tensor time, TextReading text, Tensor map) {}

    private Entry enter(Tensor latents, Conditions conditions) {
        return new Entry(
                Activation.SILU.apply(time(conditions)),
                conditions.text(),
                in.apply(latents.to(weights.dtype()).channelsLast()));
    }

    private Tensor deepen(Entry entry) {
        return TensorScope.keep(() -> {
            var skips = new ArrayDeque<Tensor>();
            var x = entry.map();
            skips.addLast(x);
            for (var block : down) {
                x = goDown(block, x, entry, skips);
            }
            x = middleFirst.apply(x, entry.time());
            x = middleAttention.apply(x, entry.text());
            x = middleLast.apply(x, entry.time());
            for (var block : up.subList(0, up.size() - 1)) {
                x = goUp(block, x, entry, skips);
            }
            return goUp(up.getLast().withoutLastLayer(), x, entry, skips);
        });
    }

    private Tensor finish(Entry entry, Tensor deep) {
        var skips = new ArrayDeque<>(List.of(entry.map()));
        var x = goUp(up.getLast().lastLayer(), deep, entry, skips);
        return out.apply(outNorm.applyWithSilu(x)).to(DType.F32).contiguous();
    }

    private static Tensor goDown(Block block, Tensor input, Entry entry, Deque<Tensor> skips) {
        var x = input;
        for (int i = 0; i < block.resnets().size(); i++) {
            x = block.resnets().get(i).apply(x, entry.time());
            if (!block.attentions().isEmpty()) {
                x = block.attentions().get(i).apply(x, entry.text());
            }
            skips.addLast(x);
        }
        if (block.resample() != null) {
            x = block.resample().apply(x);
            skips.addLast(x);
        }
        return x;
    }

    private static Tensor goUp(Block block, Tensor input, Entry entry, Deque<Tensor> skips) {
        var x = input;
        for (int i = 0; i < block.resnets().size(); i++) {
            x = block.resnets().get(i).apply(Tensor.cat(List.of(x, skips.removeLast()), 1), entry.time());
            if (!block.attentions().isEmpty()) {
                x = block.attentions().get(i).apply(x, entry.text());
            }
        }
        if (block.resample() != null) {
            // To the size of the map that comes next: sizes that are not divisible were rounded up on the way down.
            var next = skips.getLast();
            x = block.resample().apply(x.nearest(next.size(2), next.size(3)));
        }
        return x;
    }

    private Tensor time(Conditions conditions) {
        int base = config.levels().getFirst().channels();
        var waves =
                TimeEmbedding.of(weights.device(), conditions.timesteps(), base).to(weights.dtype());
        if (guidance != null && conditions.guidance() != null) {
            waves = waves.plus(guidance.apply(conditions.guidance().to(weights.dtype())));
        }
        var embedded = time2.apply(time1.apply(waves));
        if (added1 == null || added2 == null) {
            return embedded;
        }
        var added = conditions.added();
        if (added == null) {
            throw new IllegalArgumentException("this network wants pooled text and sizes");
        }
        long batch = conditions.timesteps().length;
        var sizes = TimeEmbedding.of(
                        weights.device(), added.sizes(), config.added().numberWidth())
                .reshape(batch, -1);
        var both = Tensor.cat(List.of(added.pooled().to(DType.F32), sizes), 1).to(weights.dtype());
        return embedded.plus(added2.apply(added1.apply(both)));
    }
}
