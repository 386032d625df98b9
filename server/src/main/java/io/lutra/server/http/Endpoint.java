package io.lutra.server.http;

/** Handles the calls of one route. Called on a virtual thread of the call's own, so it may block. Thread-safe. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Handles a call.
     *
     * @throws io.lutra.api.error.ApiException to answer with an error
     * @throws ClientGone to answer nothing, because nobody listens
     * @throws InterruptedException if the server is being closed
     */
    Reply handle(Call call) throws InterruptedException;
}
