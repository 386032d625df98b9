package io.lutra.server.playground;

import io.lutra.api.error.ApiError;
import io.lutra.server.http.Call;
import io.lutra.server.http.Reply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hands out the page and the files that it is made of. Thread-safe. */
public final class PlaygroundEndpoint {
    /** Scripts, styles and requests from here alone; pictures also from memory, which is where the page keeps them. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> EVERY_FILE = Map.of(
            "content-security-policy", POLICY,
            "x-content-type-options", "nosniff",
            "referrer-policy", "no-referrer",
            "cache-control", "no-cache");

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /** The page. */
    public Reply page(Call call) {
        if (!call.rawPath().equals("/")) {
            throw unknown(call);
        }
        return reply(call, "index.html");
    }

    /** The file that the path names. */
    public Reply file(Call call) {
        return reply(call, call.pathVariable("name"));
    }

    private Reply reply(Call call, String name) {
        var known = files.get(name);
        var file = known != null ? known : PageFile.load(name).orElseThrow(() -> unknown(call));
        files.putIfAbsent(name, file);
        var sameVersion = call.headers()
                .first("if-none-match")
                .filter(tags -> tags.contains(file.entityTag()))
                .isPresent();
        var reply = sameVersion ? Reply.empty(304) : Reply.of(200, file.contentType(), file.bytes());
        return reply.withAll(EVERY_FILE).with("etag", file.entityTag());
    }

    private static RuntimeException unknown(Call call) {
        return ApiError.unknownUrl(call.method(), call.rawPath()).asException();
    }
}
