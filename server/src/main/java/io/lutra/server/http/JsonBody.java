package io.lutra.server.http;

import io.lutra.api.error.ApiError;
import io.lutra.api.wire.Json;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reads a body that is a JSON object. */
public final class JsonBody {
    private static final Pattern JSON = Pattern.compile("application/([a-z0-9.+-]+\\+)?json\\s*(;.*)?");

    private JsonBody() {}

    /** Whether a call says that its body is JSON. */
    public static boolean isAnnounced(Call call) {
        var type = call.headers().first("content-type").orElse("");
        return JSON.matcher(type.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * Reads it.
     *
     * @throws io.lutra.api.error.ApiException if the call says that it is something else, if it is, or if it is larger than
     *     the limit
     */
    public static ObjectNode read(Call call, long limit) throws InterruptedException {
        if (!isAnnounced(call)) {
            throw ApiError.unsupportedContentType(
                            call.headers().first("content-type").orElse(""), "application/json")
                    .asException();
        }
        return Json.object(call.body().bytes(limit));
    }
}
