package io.lutra.server.workshop;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The moment at which the {@link Workshop} opens: requests may wait for it. Thread-safe. */
public final class Opening {
    private static final Duration SOON = Duration.ofSeconds(3);

    private final CompletableFuture<Workshop> workshop = new CompletableFuture<>();

    /** Opens. */
    public void open(Workshop workshop) {
        this.workshop.complete(workshop);
    }

    /** It will never open, for this reason, unless it has. An {@link ApiException} is what those who wait are told. */
    public void fail(Throwable reason) {
        workshop.completeExceptionally(reason);
    }

    /** The workshop, if it is open. */
    public Optional<Workshop> now() {
        return workshop.state() == Future.State.SUCCESS ? Optional.of(workshop.resultNow()) : Optional.empty();
    }

    /** Why it is not open: a line for whoever runs the server; empty if it is. */
    public Optional<String> whyNot() {
        return switch (workshop.state()) {
            case SUCCESS -> Optional.empty();
            case RUNNING -> Optional.of("the models are being loaded");
            case FAILED, CANCELLED -> Optional.of("the models could not be loaded");
        };
    }

    /**
     * The workshop, once it is open.
     *
     * @throws io.lutra.api.error.ApiException if it is not by then
     */
    public Workshop await(Duration atMost) throws InterruptedException {
        try {
            return workshop.get(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw ApiError.unavailable("The model is still being loaded. Please try again soon.", "model_loading", SOON)
                    .asException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException told) {
                throw told;
            }
            throw ApiError.unavailable("The model could not be loaded.", "model_not_loaded", Duration.ofMinutes(1))
                    .asException();
        }
    }

    /**
     * The workshop, once it is open, however long that takes.
     *
     * @throws RuntimeException why it never will be
     */
    public Workshop await() throws InterruptedException {
        try {
            return workshop.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException("the models could not be loaded", e.getCause());
        }
    }
}
