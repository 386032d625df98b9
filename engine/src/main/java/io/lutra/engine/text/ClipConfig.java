package io.lutra.engine.text;

import io.lutra.engine.tensor.Activation;
import tools.jackson.databind.JsonNode;

/**
 * The shape of a CLIP text encoder, as its {@code config.json} gives it.
 *
 * @param width of a state
 * @param innerWidth of the feed-forward networks
 * @param heads of the attention
 * @param layers how many
 * @param positions the longest text in tokens
 * @param vocabulary how many tokens there are
 * @param activation of the feed-forward networks
 * @param epsilon of the normalisations
 * @param endToken the token whose state stands for the text; 2 means the largest token, as old configurations do
 * @param projectedWidth width of the projected text; 0 if there is no projection
 */
public record ClipConfig(
        int width,
        int innerWidth,
        int heads,
        int layers,
        int positions,
        int vocabulary,
        Activation activation,
        double epsilon,
        int endToken,
        int projectedWidth) {
    /** What {@code eos_token_id} says in configurations older than the field's meaning. */
    private static final int LEGACY_END = 2;

    /**
     * Reads a configuration.
     *
     * @throws IllegalArgumentException naming what is missing or not supported
     */
    public static ClipConfig parse(JsonNode json) {
        boolean projects = json.path("architectures").path(0).asString("").equals("CLIPTextModelWithProjection");
        var activation = json.path("hidden_act").asString("quick_gelu");
        return new ClipConfig(
                positive(json, "hidden_size"),
                positive(json, "intermediate_size"),
                positive(json, "num_attention_heads"),
                positive(json, "num_hidden_layers"),
                positive(json, "max_position_embeddings"),
                positive(json, "vocab_size"),
                switch (activation) {
                    case "quick_gelu" -> Activation.QUICK_GELU;
                    case "gelu" -> Activation.GELU;
                    default -> throw new IllegalArgumentException("hidden_act " + activation + " is not supported");
                },
                json.path("layer_norm_eps").asDouble(1e-5),
                json.path("eos_token_id").asInt(LEGACY_END),
                projects ? positive(json, "projection_dim") : 0);
    }

    private static int positive(JsonNode json, String field) {
        int value = json.path(field).asInt(0);
        if (value < 1) {
            throw new IllegalArgumentException(field + " is missing or not positive");
        }
        return value;
    }

    /** Where the token stands whose state stands for the text. */
    int endOf(int[] tokens) {
        int end = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (endToken != LEGACY_END && tokens[i] == endToken) {
                return i;
            }
            if (tokens[i] > tokens[end]) {
                end = i;
            }
        }
        return endToken == LEGACY_END ? end : 0;
    }
}
