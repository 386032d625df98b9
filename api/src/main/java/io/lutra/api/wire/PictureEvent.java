package io.lutra.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One event of a streamed answer.
 *
 * @param type such as {@code image_generation.completed}; the event's name too
 * @param createdAt Unix time, in seconds
 * @param partialImageIndex counts the previews of one picture from 0; absent in a completed event
 * @param imageIndex which of the pictures asked for, from 0: our addition, so that several can be told apart
 * @param usage in completed events
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PictureEvent(
        String type,
        String b64Json,
        long createdAt,
        String size,
        String quality,
        String background,
        String outputFormat,
        @Nullable Integer partialImageIndex,
        int imageIndex,
        @Nullable Usage usage) {}
