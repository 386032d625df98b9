package io.lutra.engine.text;

import io.lutra.engine.EngineException.BadWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shape of a BERT, as its {@code config.json} gives it. */
record BertConfig(
        int width, int innerWidth, int heads, int layers, int positions, int types, int vocabulary, double epsilon) {
    BertConfig {
        if (heads < 1 || width < 1 || width % heads != 0) {
            throw new IllegalArgumentException("width " + width + " does not split into " + heads + " heads");
        }
    }

    /**
     * Reads a configuration.
     *
     * @throws BadWeights if the file is missing, malformed or describes another kind of network
     */
    static BertConfig load(Path path) {
        try {
            return parse(JsonMapper.shared().readTree(Files.readAllBytes(path)));
        } catch (IOException | JacksonException | IllegalArgumentException unusable) {
            throw new BadWeights(
                    "configuration " + path + " cannot be used (" + unusable.getMessage()
                            + "); restore the file from the release",
                    unusable);
        }
    }

    private static BertConfig parse(JsonNode json) {
        requireText(json, "model_type", "bert");
        requireText(json, "hidden_act", "gelu");
        requireText(json, "position_embedding_type", "absolute");
        return new BertConfig(
                positive(json, "hidden_size"),
                positive(json, "intermediate_size"),
                positive(json, "num_attention_heads"),
                positive(json, "num_hidden_layers"),
                positive(json, "max_position_embeddings"),
                positive(json, "type_vocab_size"),
                positive(json, "vocab_size"),
                json.path("layer_norm_eps").asDouble(1e-12));
    }

    private static void requireText(JsonNode json, String field, String expected) {
        String actual = json.path(field).asString("");
        if (!actual.equals(expected)) {
            throw new IllegalArgumentException(field + " is \"" + actual + "\", not \"" + expected + "\"");
        }
    }

    private static int positive(JsonNode json, String field) {
        int value = json.path(field).asInt(0);
        if (value < 1) {
            throw new IllegalArgumentException(field + " is missing or not positive");
        }
        return value;
    }
}
