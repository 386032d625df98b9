package io.lutra.api.wire;

import io.lutra.api.error.ApiError;
import org.jspecify.annotations.Nullable;

/** The envelope of every error: all four keys are always there. */
public record ErrorBody(Content error) {
    /** Of an error. */
    public static ErrorBody of(ApiError error) {
        return new ErrorBody(new Content(error.message(), error.type(), error.param(), error.code()));
    }

    /** What the client libraries put into their exceptions. */
    public record Content(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}
}
