package io.lutra.server.lifecycle;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
import io.lutra.server.http.Call;
import io.lutra.server.http.Guard;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the server is ending: it finishes what it has, and takes in nothing new. Thread-safe. */
public final class Draining {
    /** By then a server that is replaced by another one has been. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final AtomicBoolean on = new AtomicBoolean();

    /** Begins to end; whether it had not begun before. */
    public boolean begin() {
        return !on.getAndSet(true);
    }

    /** Whether it is ending. */
    public boolean isOn() {
        return on.get();
    }

    /** What those are told who want something new. */
    public static ApiException refusal() {
        return ApiError.unavailable("The server is shutting down.", "shutting_down", RETRY)
                .asException();
    }

    /** Why it is not ready, if that is why. */
    public Optional<String> whyNot() {
        return isOn() ? Optional.of("the server is being closed") : Optional.empty();
    }

    /** A guard that lets nothing pass to another one any more once the server is ending. */
    public Guard before(Guard guard) {
        return call -> check(guard, call);
    }

    private void check(Guard guard, Call call) {
        if (isOn()) {
            throw refusal();
        }
        guard.check(call);
    }
}
