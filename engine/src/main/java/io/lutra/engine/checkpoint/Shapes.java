package io.lutra.engine.checkpoint;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.checkpoint.Checkpoint.Family;
import io.lutra.engine.denoiser.UNetConfig;
import io.lutra.engine.denoiser.UNetConfig.Added;
import io.lutra.engine.denoiser.UNetConfig.Level;
import io.lutra.engine.tensor.Activation;
import io.lutra.engine.text.ClipConfig;
import io.lutra.engine.vae.CodecConfig;
import io.lutra.engine.weights.WeightSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The shapes of networks, told from the shapes of their arrays; what no array tells is what the family's published models have. */
final class Shapes {
    /** Of every published model; fewer where a tiny one has fewer channels. */
    private static final int GROUPS = 32;

    private static final double EPSILON = 1e-5;
    private static final int HEAD_WIDTH = 64;
    private static final int SD1_HEADS = 8;
    private static final int LEGACY_END = 2;
    /** SDXL's denoiser is told six numbers besides the pooled text: original size, crop, target size. */
    private static final int SDXL_NUMBERS = 6;

    private static final String SDXL_POOLED = "conditioner.embedders.1.model.text_projection";

    private final WeightSource file;
    private final Family family;

    Shapes(WeightSource file, Family family) {
        this.file = file;
        this.family = family;
    }

    /** The length of a dimension of an array. */
    private static int length(WeightSource source, String name, int dimension) {
        long[] shape = source.find(name)
                .orElseThrow(() -> new BadWeights(
                        "model " + source.description() + " has no array " + name + "; is the file complete?"))
                .shape();
        if (dimension >= shape.length) {
            throw new BadWeights("model " + source.description() + ": array " + name + " has too few dimensions");
        }
        return Math.toIntExact(shape[dimension]);
    }

    private boolean has(String name) {
        return file.find(name).isPresent();
    }

    UNetConfig denoiser(String prefix) {
        String blocks = prefix + "input_blocks.";
        var levels = new ArrayList<Level>();
        int layers = 0;
        int inLevel = 0;
        int crossWidth = 0;
        int transformers = 0;
        int channels = length(file, blocks + "0.0.weight", 0);
        for (int block = 1; ; block++) {
            String resnet = blocks + block + ".0.in_layers.2.weight";
            if (has(resnet)) {
                inLevel++;
                channels = length(file, resnet, 0);
                String attention = blocks + block + ".1.transformer_blocks.";
                transformers = count(file, attention, ".norm1.weight");
                if (transformers > 0) {
                    crossWidth = length(file, attention + "0.attn2.to_k.weight", 1);
                }
                continue;
            }
            if (inLevel > 0) {
                layers = inLevel;
                levels.add(new Level(channels, heads(channels), transformers, transformers));
                inLevel = 0;
            }
            if (!has(blocks + block + ".0.op.weight")) {
                break;
            }
        }
        if (levels.isEmpty() || crossWidth == 0) {
            throw new BadWeights(
                    "model " + file.description() + " has a denoiser without attention to text, which is no"
                            + " Stable Diffusion; is the file complete?");
        }
        boolean isToldGuidance = has(prefix + "time_embed.cond_proj.weight");
        return new UNetConfig(
                length(file, blocks + "0.0.weight", 1),
                length(file, prefix + "out.2.weight", 0),
                levels,
                layers,
                groups(levels.stream().mapToInt(Level::channels)),
                EPSILON,
                crossWidth,
                isToldGuidance ? length(file, prefix + "time_embed.cond_proj.weight", 1) : 0,
                has(prefix + "label_emb.0.0.weight") ? added(prefix) : new Added(0, 0),
                switch (family) {
                    case SD1 -> 64;
                    case SD2 -> 96;
                    case SDXL -> 128;
                });
    }

    /** The most groups that divide all channels. */
    private static int groups(IntStream channels) {
        return channels.map(Integer::lowestOneBit).reduce(GROUPS, Math::min);
    }

    private Added added(String prefix) {
        int width = length(file, prefix + "label_emb.0.0.weight", 1);
        return new Added((width - length(file, SDXL_POOLED, 1)) / SDXL_NUMBERS, width);
    }

    private int heads(int channels) {
        return family == Family.SD1 ? SD1_HEADS : Math.max(1, channels / HEAD_WIDTH);
    }

    CodecConfig codec(String prefix) {
        var channels = new ArrayList<Integer>();
        for (int level = 0; has(prefix + "encoder.down." + level + ".block.0.conv1.weight"); level++) {
            channels.add(length(file, prefix + "encoder.down." + level + ".block.0.conv1.weight", 0));
        }
        if (channels.isEmpty()) {
            throw new BadWeights(
                    "model " + file.description() + " has an incomplete autoencoder; fetch the file again");
        }
        int latentChannels = length(file, prefix + "decoder.conv_in.weight", 1);
        return new CodecConfig(
                latentChannels,
                List.copyOf(channels),
                count(file, prefix + "encoder.down.0.block.", ".conv1.weight"),
                groups(channels.stream().mapToInt(Integer::intValue)),
                family == Family.SDXL ? 0.13025 : 0.18215,
                has(prefix + "quant_conv.weight"),
                family == Family.SDXL ? 1024 : 512);
    }

    /**
     * A text encoder.
     *
     * @param skippedLayers last layers in the file that the family never runs
     * @param isProjected whether its vector for the whole text is used
     */
    ClipConfig text(WeightSource weights, int skippedLayers, boolean isProjected) {
        String model = "text_model.";
        String tokens = model + "embeddings.token_embedding.weight";
        int width = length(weights, tokens, 1);
        return new ClipConfig(
                width,
                length(weights, model + "encoder.layers.0.mlp.fc1.weight", 0),
                Math.max(1, width / HEAD_WIDTH),
                count(weights, model + "encoder.layers.", ".layer_norm1.weight") - skippedLayers,
                length(weights, model + "embeddings.position_embedding.weight", 0),
                length(weights, tokens, 0),
                weights instanceof OpenClipWeights ? Activation.GELU : Activation.QUICK_GELU,
                EPSILON,
                LEGACY_END,
                isProjected ? length(weights, "text_projection.weight", 0) : 0);
    }

    /** How many numbers from 0 up there are between two parts of a name. */
    private static int count(WeightSource source, String before, String after) {
        int count = 0;
        while (source.find(before + count + after).isPresent()) {
            count++;
        }
        return count;
    }
}
