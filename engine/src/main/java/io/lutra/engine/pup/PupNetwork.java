package io.lutra.engine.pup;

import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Conv2d;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The denoiser: a UNet on pixels whose inner levels also look at the text.
 *
 * <p>Input: {@code [batch, inputs, height, width]}, multiples of {@link PupConfig#multiple()}; output: {@code [batch, 3, height,
 * width]}. Its weights belong to the scope it was made in.
 */
final class PupNetwork {
    private static final int TIME_FEATURES = 128;
    private static final double UNSEEN = -10_000;
    private static final double EPSILON = 1e-5;

    private final PupConfig config;
    private final Device device;
    private final DType dtype;
    private final Linear time1;
    private final Linear time2;
    private final Linear pooled;
    private final Linear text1;
    private final Linear text2;
    private final Conv2d stem;
    private final ResidualBlock downOuter;
    private final Conv2d toMiddle;
    private final List<ResidualBlock> downMiddle;
    private final Conv2d toInner;
    private final Tensor position;
    private final List<ResidualBlock> innerBlocks;
    private final List<AttentionBlock> innerAttention;
    private final ResidualBlock innerLast;
    private final Conv2d fromInner;
    private final List<ResidualBlock> upMiddle;
    private final List<AttentionBlock> middleAttention;
    private final Conv2d fromMiddle;
    private final List<ResidualBlock> upOuter;
    private final AdaptiveNorm lastNorm;
    private final Conv2d last;

    PupNetwork(Weights weights, PupConfig config) {
        this.config = config;
        device = weights.device();
        dtype = weights.dtype();
        int outer = config.outer();
        int middle = config.middle();
        int inner = config.inner();
        int places = config.patch() * config.patch();
        int outerSide = Math.max(1, config.side() / config.patch());
        int middleSide = Math.max(1, outerSide / 2);
        int innerSide = Math.max(1, middleSide / 2);

        time1 = weights.linear("time1", config.embedding(), TIME_FEATURES, Activation.SILU);
        time2 = weights.linear("time2", config.embedding(), config.embedding(), Activation.NONE);
        pooled = weights.linear("pooled", config.embedding(), config.text(), Activation.NONE);
        text1 = weights.linear("text1", inner, config.text(), Activation.GELU);
        text2 = weights.linear("text2", inner, inner, Activation.NONE);
        stem = weights.conv("stem", outer, config.inputs() * places, 3, new Conv2d.Geometry(1, 1, outerSide));
        downOuter = residual(weights.at("down_outer"), outer, outer, outerSide);
        toMiddle = weights.conv("to_middle", middle, outer, 3, new Conv2d.Geometry(2, 1, outerSide));
        downMiddle = residuals(weights.at("down_middle"), middle, middle, middleSide);
        toInner = weights.conv("to_inner", inner, middle, 3, new Conv2d.Geometry(2, 1, middleSide));
        position = weights.load("position", 1, inner, config.grid(), config.grid());
        innerBlocks = residuals(weights.at("inner"), inner, inner, innerSide);
        innerAttention = attention(weights.at("inner_attention"), config.innerBlocks(), inner);
        innerLast = residual(weights.at("inner_last"), inner, inner, innerSide);
        fromInner = weights.conv("from_inner", middle, inner, 1, new Conv2d.Geometry(1, 0, innerSide));
        upMiddle = residuals(weights.at("up_middle"), 2 * middle, middle, middleSide);
        middleAttention = attention(weights.at("middle_attention"), config.middleBlocks(), middle);
        fromMiddle = weights.conv("from_middle", outer, middle, 1, new Conv2d.Geometry(1, 0, middleSide));
        upOuter = residuals(weights.at("up_outer"), 2 * outer, outer, outerSide);
        lastNorm = new AdaptiveNorm(weights.at("last_norm"), outer, config.embedding());
        last = weights.conv("last", (config.inputs() - 1) / 2 * places, outer, 3, new Conv2d.Geometry(1, 1, outerSide));
    }

    private ResidualBlock residual(Weights weights, int in, int out, int side) {
        return new ResidualBlock(weights, new ResidualBlock.Shape(in, out, config.embedding(), side));
    }

    private List<ResidualBlock> residuals(Weights weights, int in, int out, int side) {
        return List.of(residual(weights.at("0"), in, out, side), residual(weights.at("1"), out, out, side));
    }

    private List<AttentionBlock> attention(Weights weights, int count, int channels) {
        return IntStream.range(0, count)
                .mapToObj(index -> new AttentionBlock(weights.at(Integer.toString(index)), channels, config))
                .toList();
    }

    PupConfig config() {
        return config;
    }

    Device device() {
        return device;
    }

    /**
     * Reads a text: what depends on it alone is computed once. The caption belongs to the current scope.
     *
     * @param states of its tokens, {@code [tokens][text]}, row-major; borrowed
     */
    Caption read(float[] states) {
        int width = config.text();
        int tokens = states.length / width;
        float[] normal = normalised(states, width);
        var meaning = TensorScope.keep(
                () -> pooled.apply(device.tensor(mean(normal, width), 1, width).to(dtype)));
        var seen = new ArrayList<Tensor>();
        Stream.concat(innerAttention.stream(), middleAttention.stream())
                .forEach(block ->
                        seen.add(TensorScope.keep(() -> block.read(project(device.tensor(normal, 1, tokens, width))))));
        return new Caption(meaning, seen);
    }

    /** Normalised states {@code [1, tokens, text]} as the attention blocks read them, {@code [1, tokens, inner]}. */
    Tensor project(Tensor states) {
        return TensorScope.keep(() -> text2.apply(text1.apply(states.to(dtype))));
    }

    /** Every row less its mean, divided by its standard deviation. */
    static float[] normalised(float[] states, int width) {
        var normal = new float[states.length];
        for (int from = 0; from < states.length; from += width) {
            double sum = 0;
            double squares = 0;
            for (int i = from; i < from + width; i++) {
                sum += states[i];
                squares += (double) states[i] * states[i];
            }
            double mean = sum / width;
            double factor = 1 / Math.sqrt(squares / width - mean * mean + EPSILON);
            for (int i = from; i < from + width; i++) {
                normal[i] = (float) ((states[i] - mean) * factor);
            }
        }
        return normal;
    }

    private static float[] mean(float[] rows, int width) {
        var mean = new float[width];
        for (int i = 0; i < rows.length; i++) {
            mean[i % width] += rows[i] * width / rows.length;
        }
        return mean;
    }

    /**
     * One call.
     *
     * @param times one per row, 0 (picture) to 1 (noise)
     * @param captions one per row
     * @return of fp32
     */
    Tensor apply(Tensor x, double[] times, List<Caption> captions) {
        return TensorScope.keep(() -> {
            var text = new Text(captions);
            var embedding = embedding(times, captions);
            var input = x.to(dtype).pixelsToChannels(config.patch()).channelsLast();
            var outer = downOuter.apply(stem.apply(input), embedding);
            var middle = through(downMiddle, toMiddle.apply(outer), embedding);
            var inner = inner(middle, embedding, text);
            middle = Tensor.cat(List.of(doubled(fromInner.apply(inner)), middle), 1);
            middle = through(upMiddle, middle, embedding);
            for (int block = 0; block < middleAttention.size(); block++) {
                middle = text.through(middleAttention.get(block), innerAttention.size() + block, middle, embedding);
            }
            outer = Tensor.cat(List.of(doubled(fromMiddle.apply(middle)), outer), 1);
            outer = through(upOuter, outer, embedding);
            var result = last.apply(Activation.SILU.apply(lastNorm.apply(outer, embedding)));
            return result.channelsToPixels(config.patch()).to(DType.F32);
        });
    }

    private Tensor inner(Tensor middle, Tensor embedding, Text text) {
        return TensorScope.keep(() -> {
            var smaller = toInner.apply(middle);
            boolean isNative = smaller.size(2) == config.grid() && smaller.size(3) == config.grid();
            var places = isNative ? position : position.bilinear(smaller.size(2), smaller.size(3));
            var inner = through(innerBlocks, smaller.plus(places).channelsLast(), embedding);
            for (int block = 0; block < innerAttention.size(); block++) {
                inner = text.through(innerAttention.get(block), block, inner, embedding);
            }
            return innerLast.apply(inner, embedding);
        });
    }

    private static Tensor through(List<ResidualBlock> blocks, Tensor x, Tensor embedding) {
        return TensorScope.keep(() -> {
            var result = x;
            for (var block : blocks) {
                result = block.apply(result, embedding);
            }
            return result;
        });
    }

    private static Tensor doubled(Tensor x) {
        return x.nearest(2 * x.size(2), 2 * x.size(3));
    }

    private Tensor embedding(double[] times, List<Caption> captions) {
        return TensorScope.keep(() -> {
            var waves = device.tensor(waves(times), times.length, TIME_FEATURES).to(dtype);
            var meanings = Tensor.cat(captions.stream().map(Caption::meaning).toList(), 0);
            return Activation.SILU.apply(time2.apply(time1.apply(waves)).plus(meanings));
        });
    }

    /** Sines, then cosines, of 1000 t at frequencies from 1 down to 1/10000; in fp32, as the network was trained. */
    private static float[] waves(double[] times) {
        int half = TIME_FEATURES / 2;
        var waves = new float[times.length * TIME_FEATURES];
        for (int row = 0; row < times.length; row++) {
            for (int i = 0; i < half; i++) {
                float frequency = (float) Math.exp(i * (float) (-Math.log(10_000) / (half - 1)));
                float angle = 1000f * (float) times[row] * frequency;
                waves[row * TIME_FEATURES + i] = (float) Math.sin(angle);
                waves[row * TIME_FEATURES + half + i] = (float) Math.cos(angle);
            }
        }
        return waves;
    }

    /** The captions of a batch, the shorter ones padded with places that are not seen. */
    private final class Text {
        private final List<Caption> captions;
        private final long longest;

        Text(List<Caption> captions) {
            this.captions = captions;
            longest = captions.stream().mapToLong(Caption::tokens).max().orElseThrow();
        }

        Tensor through(AttentionBlock block, int index, Tensor x, Tensor embedding) {
            return TensorScope.keep(() -> block.apply(x, embedding, seen(index), bias(x.size(2) * x.size(3))));
        }

        private Tensor seen(int block) {
            return Tensor.cat(
                    captions.stream()
                            .map(caption -> caption.seen().get(block).pad(0, 0, 0, longest - caption.tokens()))
                            .toList(),
                    0);
        }

        private @Nullable Tensor bias(long places) {
            if (captions.stream().allMatch(caption -> caption.tokens() == longest)) {
                return null;
            }
            int length = Math.toIntExact(places + longest);
            var bias = new float[captions.size() * length];
            for (int row = 0; row < captions.size(); row++) {
                for (long i = places + captions.get(row).tokens(); i < length; i++) {
                    bias[row * length + (int) i] = (float) UNSEEN;
                }
            }
            return device.tensor(bias, captions.size(), 1, 1, length).to(dtype);
        }
    }
}
