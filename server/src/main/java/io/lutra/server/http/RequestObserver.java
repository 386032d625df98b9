package io.lutra.server.http;

import java.time.Duration;

/**
 * Is told of every request when it is over, whatever became of it, before its line is written to the log. Called on the
 * request's thread, after the client has its answer; throws nothing. Thread-safe.
 */
public interface RequestObserver {
    /** One that does not care. */
    RequestObserver NONE = (call, outcome) -> {};

    /** A request is over. */
    void finished(Call call, Outcome outcome);

    /** What a client sent was no HTTP, and was answered with this status. */
    default void malformed(int status) {}

    /**
     * How a request ended.
     *
     * @param status of the answer, or 499 when the client left before it
     * @param bytes of the answer's body that were sent
     * @param took from the head of the request to the end of the answer
     */
    record Outcome(int status, long bytes, Duration took) {}

    /** This one, and then another. */
    default RequestObserver and(RequestObserver next) {
        var first = this;
        return new RequestObserver() {
            @Override
            public void finished(Call call, Outcome outcome) {
                first.finished(call, outcome);
                next.finished(call, outcome);
            }

            @Override
            public void malformed(int status) {
                first.malformed(status);
                next.malformed(status);
            }
        };
    }
}
