package io.lutra.server.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Makes what Vert.x does later on a thread of its own into calls that block a virtual thread. */
record EventLoop(Context context) {
    /**
     * Runs an action on the event loop and waits for what it started.
     *
     * @throws IOException if it failed or took too long: the connection is of no use any more
     */
    <T> T call(Supplier<Future<T>> action, Duration atMost) throws IOException, InterruptedException {
        var promise = Promise.<T>promise();
        context.runOnContext(nothing -> {
            try {
                action.get().onComplete(promise);
            } catch (IllegalStateException closed) {
                promise.fail(closed);
            }
        });
        return await(promise.future(), atMost);
    }

    /** Runs an action on the event loop, some time soon. */
    void run(Runnable action) {
        context.runOnContext(nothing -> action.run());
    }

    /** Waits for a future of Vert.x. */
    static <T> T await(Future<T> future, Duration atMost) throws IOException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the connection failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            var late = new InterruptedIOException("nothing went through the connection for " + atMost);
            late.initCause(e);
            throw late;
        }
    }
}
