package io.lutra.bench.diffusion;

import static io.lutra.bench.diffusion.StableDiffusionShapes.CHANNELS;
import static io.lutra.bench.diffusion.StableDiffusionShapes.HEADS;
import static io.lutra.bench.diffusion.StableDiffusionShapes.LATENT_SIDE;
import static io.lutra.bench.diffusion.StableDiffusionShapes.TEXT_WIDTH;
import static io.lutra.bench.diffusion.StableDiffusionShapes.TOKENS;

import io.lutra.bench.diffusion.OnnxGraph.Attribute;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Stable Diffusion 1.5's whole UNet in fp32 as an ONNX graph, with what ONNX Runtime is fastest with: the operators that its
 * exporters write, and its own fused attention. The time embedding is an input, since it costs nothing to speak of.
 */
final class OnnxUNet {
    private static final int TIME_WIDTH = 1280;
    private static final int GROUPS = 32;

    private final OnnxGraph graph = new OnnxGraph();
    private final long batch;

    private OnnxUNet(int batch) {
        this.batch = batch;
    }

    static OnnxGraph of(int batch) {
        var unet = new OnnxUNet(batch);
        unet.build();
        return unet.graph;
    }

    private void build() {
        graph.input("latents", batch, 4, LATENT_SIDE, LATENT_SIDE);
        graph.input("time", batch, TIME_WIDTH);
        graph.input("text", batch, TOKENS, TEXT_WIDTH);
        var skips = new ArrayDeque<Map>();
        var x = new Map(conv("latents", 4, CHANNELS[0], 3, 1), CHANNELS[0], LATENT_SIDE);
        skips.addLast(x);
        int last = CHANNELS.length - 1;
        for (int level = 0; level <= last; level++) {
            for (int layer = 0; layer < 2; layer++) {
                x = resnet(x, CHANNELS[level]);
                x = level < last ? transformer(x) : x;
                skips.addLast(x);
            }
            if (level < last) {
                x = new Map(conv(x.name(), x.channels(), x.channels(), 3, 2), x.channels(), x.side() / 2);
                skips.addLast(x);
            }
        }
        x = resnet(transformer(resnet(x, CHANNELS[last])), CHANNELS[last]);
        for (int level = last; level >= 0; level--) {
            for (int layer = 0; layer < 3; layer++) {
                var skip = skips.removeLast();
                x = new Map(
                        graph.node("Concat", List.of(x.name(), skip.name()), Attribute.of("axis", 1)),
                        x.channels() + skip.channels(),
                        x.side());
                x = resnet(x, CHANNELS[level]);
                x = level < last ? transformer(x) : x;
            }
            if (level > 0) {
                x = doubled(x);
            }
        }
        String result = conv(silu(groupNorm(x)), x.channels(), 4, 3, 1);
        graph.output(result, batch, 4, LATENT_SIDE, LATENT_SIDE);
    }

    /** A square feature map. */
    private record Map(String name, int channels, int side) {}

    private String conv(String x, int in, int out, int kernel, int stride) {
        long padding = kernel / 2;
        return graph.node(
                "Conv",
                List.of(x, graph.weight(out, in, kernel, kernel), graph.weight(out)),
                Attribute.of("kernel_shape", new long[] {kernel, kernel}),
                Attribute.of("strides", new long[] {stride, stride}),
                Attribute.of("pads", new long[] {padding, padding, padding, padding}));
    }

    private String groupNorm(Map x) {
        String grouped = graph.node("Reshape", List.of(x.name(), graph.numbers(0, GROUPS, -1)));
        String normalised = graph.node(
                "InstanceNormalization",
                List.of(grouped, graph.weight(GROUPS), graph.weight(GROUPS)),
                Attribute.of("epsilon", 1e-5f));
        String map = graph.node("Reshape", List.of(normalised, graph.numbers(batch, x.channels(), x.side(), x.side())));
        String scaled = graph.node("Mul", List.of(map, graph.weight(x.channels(), 1, 1)));
        return graph.node("Add", List.of(scaled, graph.weight(x.channels(), 1, 1)));
    }

    private String silu(String x) {
        return graph.node("Mul", List.of(x, graph.node("Sigmoid", List.of(x))));
    }

    private Map resnet(Map x, int out) {
        String first = conv(silu(groupNorm(x)), x.channels(), out, 3, 1);
        String shift = linear("time", TIME_WIDTH, out, true);
        String column = graph.node("Reshape", List.of(shift, graph.numbers(batch, out, 1, 1)));
        var hidden = new Map(graph.node("Add", List.of(first, column)), out, x.side());
        String second = conv(silu(groupNorm(hidden)), out, out, 3, 1);
        String carried = x.channels() == out ? x.name() : conv(x.name(), x.channels(), out, 1, 1);
        return new Map(graph.node("Add", List.of(second, carried)), out, x.side());
    }

    private Map doubled(Map x) {
        String larger = graph.node(
                "Resize",
                List.of(x.name(), "", "", graph.numbers(batch, x.channels(), 2L * x.side(), 2L * x.side())),
                Attribute.of("mode", "nearest"),
                Attribute.of("coordinate_transformation_mode", "asymmetric"),
                Attribute.of("nearest_mode", "floor"));
        return new Map(conv(larger, x.channels(), x.channels(), 3, 1), x.channels(), 2 * x.side());
    }

    private String linear(String x, int in, int out, boolean hasBias) {
        String product = graph.node("MatMul", List.of(x, graph.weight(in, out)));
        return hasBias ? graph.node("Add", List.of(product, graph.weight(out))) : product;
    }

    private String layerNorm(String x, int width) {
        return graph.node(
                "LayerNormalization",
                List.of(x, graph.weight(width), graph.weight(width)),
                Attribute.of("epsilon", 1e-5f));
    }

    private Map transformer(Map map) {
        int width = map.channels();
        long pixels = (long) map.side() * map.side();
        String in = conv(groupNorm(map), width, width, 1, 1);
        String rows = graph.node("Reshape", List.of(in, graph.numbers(batch, width, pixels)));
        String x = graph.node("Transpose", List.of(rows), Attribute.of("perm", new long[] {0, 2, 1}));
        x = graph.node("Add", List.of(attention(layerNorm(x, width), width, width, true), x));
        x = graph.node("Add", List.of(attention(layerNorm(x, width), width, TEXT_WIDTH, false), x));
        x = graph.node("Add", List.of(feedForward(layerNorm(x, width), width), x));
        String columns = graph.node("Transpose", List.of(x), Attribute.of("perm", new long[] {0, 2, 1}));
        String back = graph.node("Reshape", List.of(columns, graph.numbers(batch, width, map.side(), map.side())));
        return new Map(graph.node("Add", List.of(conv(back, width, width, 1, 1), map.name())), width, map.side());
    }

    private String attention(String x, int width, int sourceWidth, boolean isSelf) {
        String source = isSelf ? x : "text";
        String mixed = graph.node(
                "com.microsoft.MultiHeadAttention",
                List.of(
                        linear(x, width, width, false),
                        linear(source, sourceWidth, width, false),
                        linear(source, sourceWidth, width, false)),
                Attribute.of("num_heads", HEADS));
        return linear(mixed, width, width, true);
    }

    private String feedForward(String x, int width) {
        var halves = graph.nodes(
                "Split",
                2,
                List.of(linear(x, width, 8 * width, true), graph.numbers(4L * width, 4L * width)),
                Attribute.of("axis", 2));
        String gate = graph.node("com.microsoft.Gelu", List.of(halves.get(1)));
        return linear(graph.node("Mul", List.of(halves.get(0), gate)), 4 * width, width, true);
    }
}
