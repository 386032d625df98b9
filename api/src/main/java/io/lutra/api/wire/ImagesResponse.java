package io.lutra.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of generations, edits and variations. Absent keys are left out, never null.
 *
 * @param created Unix time, in seconds
 * @param data the pictures, as many as asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImagesResponse(
        long created,
        @Nullable String background,
        @Nullable String outputFormat,
        @Nullable String quality,
        @Nullable String size,
        List<Image> data,
        @Nullable Usage usage) {
    /** Copies the list. */
    public ImagesResponse {
        data = List.copyOf(data);
    }

    /**
     * One picture: by link, inline, or both.
     *
     * @param url absolute
     * @param revisedPrompt the prompt as drawn; the profile of dall-e-3 alone has it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Image(
            @Nullable String url,
            @Nullable String b64Json,
            @Nullable String revisedPrompt) {}
}
