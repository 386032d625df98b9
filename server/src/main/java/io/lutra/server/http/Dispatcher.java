package io.lutra.server.http;

import io.lutra.api.error.ApiError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a call from its head to its answer: route, endpoint, errors, the headers that every answer has. Knows nothing of
 * connections. Thread-safe.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Lets pages of any origin call the API: it takes no cookies, so there is nothing to protect by origin. */
    private static final Map<String, String> EVERY_ANSWER = Map.of(
            "openai-version", "2020-10-01",
            "openai-organization", "lutra",
            "access-control-allow-origin", "*",
            "access-control-expose-headers",
                    "x-request-id, openai-processing-ms, retry-after, retry-after-ms, x-should-retry, lutra-seed,"
                            + " lutra-model, lutra-ignored-parameters, lutra-mask, lutra-repaired,"
                            + " x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests,"
                            + " x-ratelimit-limit-images, x-ratelimit-remaining-images, x-ratelimit-reset-images",
            "x-content-type-options", "nosniff");

    private final Router router;
    private final InstantSource clock;

    Dispatcher(Router router, InstantSource clock) {
        this.router = router;
        this.clock = clock;
    }

    /** The answer to a call, or empty if its client has left. Never throws. */
    Optional<Reply> dispatch(Call call) {
        Optional<Reply> reply;
        try {
            reply = Optional.of(router.find(call).handle(call));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply = ErrorRenderer.render(e, call.id());
        } catch (RuntimeException | Error e) {
            if (ErrorRenderer.isOurs(e)) {
                LOG.atError().setCause(e).log("request {} failed", call.id());
            }
            reply = ErrorRenderer.render(e, call.id());
        }
        return reply.map(answer -> finish(call, answer));
    }

    /** The answer to a call that is not handled at all. */
    Reply refuse(Call call, ApiError error) {
        return finish(call, ErrorRenderer.render(error));
    }

    private Reply finish(Call call, Reply reply) {
        var headers = new LinkedHashMap<>(EVERY_ANSWER);
        headers.putAll(call.told());
        headers.put("x-request-id", call.id());
        headers.put("openai-processing-ms", Long.toString(elapsed(call).toMillis()));
        if (!reply.headers().containsKey("cache-control")) {
            headers.put("cache-control", "no-store");
        }
        if (call.method().equals("OPTIONS")) {
            headers.put("access-control-allow-methods", "GET, HEAD, POST, OPTIONS");
            headers.put(
                    "access-control-allow-headers",
                    call.headers().first("access-control-request-headers").orElse("*"));
            headers.put("access-control-max-age", "86400");
        }
        return reply.withAll(headers);
    }

    private Duration elapsed(Call call) {
        return Duration.between(call.received(), clock.instant());
    }
}
