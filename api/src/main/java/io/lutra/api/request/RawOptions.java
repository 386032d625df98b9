package io.lutra.api.request;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The optional parameters as they came: of the right types, not checked any further. */
record RawOptions(
        @Nullable Long n,
        @Nullable String size,
        @Nullable String responseFormat,
        @Nullable String quality,
        @Nullable String style,
        @Nullable String background,
        @Nullable String moderation,
        @Nullable String inputFidelity,
        @Nullable String outputFormat,
        @Nullable Long outputCompression,
        @Nullable Boolean stream,
        @Nullable Long partialImages,
        @Nullable Long seed,
        @Nullable Long steps,
        @Nullable Double guidanceScale,
        @Nullable String negativePrompt,
        @Nullable String scheduler,
        @Nullable Long clipSkip,
        @Nullable List<JsonNode> loras,
        @Nullable String cache,
        @Nullable String user,
        @Nullable String safetyIdentifier) {
    static RawOptions read(Reading reading) {
        return new RawOptions(
                reading.integer("n"),
                reading.text("size"),
                reading.text("response_format"),
                reading.text("quality"),
                reading.text("style"),
                reading.text("background"),
                reading.text("moderation"),
                reading.text("input_fidelity"),
                reading.text("output_format"),
                reading.integer("output_compression"),
                reading.flag("stream"),
                reading.integer("partial_images"),
                reading.integer("seed"),
                reading.integer("steps"),
                reading.decimal("guidance_scale"),
                reading.text("negative_prompt"),
                reading.text("scheduler"),
                reading.integer("clip_skip"),
                reading.list("loras"),
                reading.text("cache"),
                reading.text("user"),
                reading.text("safety_identifier"));
    }
}
