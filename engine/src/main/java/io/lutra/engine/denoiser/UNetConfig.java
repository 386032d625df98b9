package io.lutra.engine.denoiser;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The shape of a UNet, as its {@code config.json} gives it.
 *
 * @param in channels of the input: 4, or 9 with a mask and the masked picture's latents
 * @param out channels of the output
 * @param levels from the finest to the coarsest
 * @param layers residual blocks of a level on the way down; one more on the way up
 * @param groups of every normalisation
 * @param epsilon of the residual blocks' normalisations
 * @param crossWidth width of the text states
 * @param timeCondition width of the guidance embedding; 0 for none
 * @param added sizes of the text-and-time embedding (SDXL); widths 0 for none
 * @param side height and width of the latents that the network draws best
 */
public record UNetConfig(
        int in,
        int out,
        List<Level> levels,
        int layers,
        int groups,
        double epsilon,
        int crossWidth,
        int timeCondition,
        Added added,
        int side) {
    /**
     * One resolution.
     *
     * @param channels of its feature maps
     * @param heads of its attention
     * @param transformers transformer blocks of each attention on the way down; 0 for no attention
     * @param transformersUp the same on the way up
     */
    public record Level(int channels, int heads, int transformers, int transformersUp) {}

    /**
     * The embedding of pooled text and picture sizes.
     *
     * @param numberWidth width of one embedded number
     * @param width of pooled text and numbers together
     */
    public record Added(int numberWidth, int width) {
        boolean isPresent() {
            return width > 0;
        }
    }

    /** Copies the list. */
    public UNetConfig {
        levels = List.copyOf(levels);
    }

    /** How many resolutions there are. */
    public int depth() {
        return levels.size();
    }

    /** Whether the network is told pooled text and picture sizes. */
    public boolean readsSizes() {
        return added.isPresent();
    }

    int timeWidth() {
        return 4 * levels.getFirst().channels();
    }

    /** Transformer blocks of the attention in the middle. */
    int middleTransformers() {
        return Math.max(1, levels.getLast().transformers());
    }

    /**
     * Reads a configuration.
     *
     * @throws IllegalArgumentException naming what is missing or not supported
     */
    public static UNetConfig parse(JsonNode json) {
        return new Reader(json).read();
    }

    private record Reader(JsonNode json) {
        private static final Set<String> DOWN = Set.of("CrossAttnDownBlock2D", "DownBlock2D");
        private static final Set<String> UP = Set.of("CrossAttnUpBlock2D", "UpBlock2D");

        UNetConfig read() {
            require("_class_name", "UNet2DConditionModel");
            require("act_fn", "silu");
            require("mid_block_type", "UNetMidBlock2DCrossAttn");
            require("time_embedding_type", "positional");
            require("resnet_time_scale_shift", "default");
            for (String field : List.of("class_embed_type", "encoder_hid_dim_type", "time_embedding_act_fn")) {
                if (!json.path(field).asString("").isEmpty()) {
                    throw new IllegalArgumentException(field + " is not supported");
                }
            }
            var added = json.path("addition_embed_type").asString("");
            if (!added.isEmpty() && !added.equals("text_time")) {
                throw new IllegalArgumentException("addition_embed_type " + added + " is not supported");
            }
            return new UNetConfig(
                    whole("in_channels", 4),
                    whole("out_channels", 4),
                    levels(),
                    whole("layers_per_block", 2),
                    whole("norm_num_groups", 32),
                    json.path("norm_eps").asDouble(1e-5),
                    whole("cross_attention_dim", 0),
                    json.path("time_cond_proj_dim").asInt(0),
                    added.isEmpty()
                            ? new Added(0, 0)
                            : new Added(
                                    whole("addition_time_embed_dim", 0),
                                    whole("projection_class_embeddings_input_dim", 0)),
                    whole("sample_size", 64));
        }

        private List<Level> levels() {
            var channels = json.path("block_out_channels");
            var down = json.path("down_block_types");
            var up = json.path("up_block_types");
            int count = channels.size();
            if (count == 0 || down.size() != count || up.size() != count) {
                throw new IllegalArgumentException("block_out_channels and block types do not belong together");
            }
            // Published configurations mean the number of heads when they say attention_head_dim.
            var heads = json.path("num_attention_heads").isNumber()
                            || json.path("num_attention_heads").isArray()
                    ? json.path("num_attention_heads")
                    : json.path("attention_head_dim");
            var levels = new ArrayList<Level>();
            for (int i = 0; i < count; i++) {
                int transformers = at(json.path("transformer_layers_per_block"), i, 1);
                levels.add(new Level(
                        channels.get(i).asInt(),
                        at(heads, i, 8),
                        attends(down.get(i).asString(), DOWN) ? transformers : 0,
                        attends(up.get(count - 1 - i).asString(), UP) ? transformers : 0));
            }
            return levels;
        }

        private static boolean attends(String type, Set<String> known) {
            if (!known.contains(type)) {
                throw new IllegalArgumentException("block type " + type + " is not supported");
            }
            return type.startsWith("Cross");
        }

        /** A number for all levels, or one number for each. */
        private static int at(JsonNode node, int level, int standard) {
            return node.isArray() ? node.path(level).asInt(standard) : node.asInt(standard);
        }

        private void require(String field, String expected) {
            String actual = json.path(field).asString(expected);
            if (!actual.equals(expected)) {
                throw new IllegalArgumentException(field + " " + actual + " is not supported");
            }
        }

        private int whole(String field, int standard) {
            var node = json.path(field);
            int value = node.isMissingNode() || node.isNull() ? standard : node.asInt(0);
            if (value < 1) {
                throw new IllegalArgumentException(field + " is missing or not a positive number");
            }
            return value;
        }
    }
}
