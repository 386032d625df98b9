package io.lutra.server.http;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
import io.lutra.api.wire.ErrorBody;
import io.lutra.api.wire.Json;
import io.lutra.engine.EngineException;
import io.lutra.storage.StorageException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that can go wrong with a call into an answer: the only place that knows the statuses of errors. */
public final class ErrorRenderer {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorRenderer.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    private ErrorRenderer() {}

    /** The answer to an error. */
    public static Reply render(ApiError error) {
        var reply = Reply.json(status(error.kind()), Json.bytes(ErrorBody.of(error)));
        var retryAfter = error.retryAfter();
        if (retryAfter != null) {
            reply = reply.with("retry-after", Long.toString(Math.max(1, Math.ceilDiv(retryAfter.toMillis(), 1000))))
                    .with("retry-after-ms", Long.toString(Math.max(1, retryAfter.toMillis())));
        }
        if (error.kind() == ApiError.Kind.UNAUTHORIZED) {
            reply = reply.with("www-authenticate", "Bearer");
        }
        return isDeterministic(error.kind()) ? reply.with("x-should-retry", "false") : reply;
    }

    /** The answer to a fault that ended the handling of the request of this id, or empty if nobody is left to answer to. */
    static Optional<Reply> render(Throwable fault, String requestId) {
        return switch (fault) {
            case WrongMethod e ->
                Optional.of(render(e.error()).with("allow", String.join(", ", new TreeSet<>(e.allowed()))));
            case ClientGone e -> Optional.empty();
            default -> Optional.of(render(error(fault, requestId)));
        };
    }

    private static ApiError error(Throwable fault, String requestId) {
        return switch (fault) {
            case ApiException e -> e.error();
            case InterruptedException e -> ApiError.unavailable("The server is shutting down.", "shutting_down", SOON);
            case EngineException.Unsupported e ->
                ApiError.unsupportedByModel(
                        null, Objects.requireNonNullElse(e.getMessage(), "The model cannot do this."));
            case EngineException.OutOfMemory e ->
                ApiError.unavailable(
                        "The device's memory does not suffice at the moment. Ask for fewer or smaller pictures.",
                        "out_of_memory",
                        SOON);
            case EngineException.BadWeights e ->
                ApiError.unavailable("The model could not be loaded.", "model_not_loaded", Duration.ofMinutes(1));
            case StorageException.Full e ->
                ApiError.unavailable(
                        "There is no room to keep a picture. Ask for b64_json, or later.", "storage_full", SOON);
            case StorageException.Unavailable e ->
                ApiError.unavailable(
                        "Pictures cannot be kept or read at the moment. Ask for b64_json, or later.",
                        "storage_unavailable",
                        SOON);
            default -> ApiError.fault(requestId);
        };
    }

    /** The body of the answer to a fault, for an answer that has already begun; notes in the log what is ours. */
    public static byte[] json(RuntimeException fault, Call call) {
        if (isOurs(fault)) {
            LOG.atError().setCause(fault).log("request {} failed", call.id());
        }
        var error = error(fault, call.id());
        call.failsLate(Objects.requireNonNullElse(error.code(), error.type()));
        return Json.bytes(ErrorBody.of(error));
    }

    /** Whether the cause of a fault is worth a stack trace in the log: none of those that an answer explains. */
    static boolean isOurs(Throwable fault) {
        return switch (fault) {
            case ApiException e -> false;
            case WrongMethod e -> false;
            case ClientGone e -> false;
            case InterruptedException e -> false;
            case EngineException.Unsupported e -> false;
            // The store tells of its troubles once, not with every request.
            case StorageException e -> false;
            default -> true;
        };
    }

    private static int status(ApiError.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case WRONG_METHOD -> 405;
            case TOO_SLOW -> 408;
            case TOO_LARGE -> 413;
            case UNSATISFIABLE_RANGE -> 416;
            case BUSY, OVER_QUOTA -> 429;
            case FAULT -> 500;
            case UNAVAILABLE -> 503;
        };
    }

    private static boolean isDeterministic(ApiError.Kind kind) {
        return switch (kind) {
            case INVALID,
                    OVER_QUOTA,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    NOT_FOUND,
                    WRONG_METHOD,
                    TOO_LARGE,
                    UNSATISFIABLE_RANGE -> true;
            case TOO_SLOW, BUSY, FAULT, UNAVAILABLE -> false;
        };
    }
}
