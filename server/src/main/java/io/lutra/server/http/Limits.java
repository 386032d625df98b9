package io.lutra.server.http;

import java.time.Duration;

/**
 * How much of the server one client can hold, and how long.
 *
 * @param connections at most this many at once; more are closed as they come
 * @param calls being handled at once; more are answered 503
 * @param head how long a new connection may take to send the head of its first request
 * @param keepAlive how long a connection may stay without a request after the first
 * @param bodyIdle how long no byte of a body may come
 * @param body how long a whole body may take
 * @param writeIdle how long a client may take none of the answer
 * @param linger how long what a client still sends after its answer is thrown away before its connection is closed
 * @param shutdown how long answers on their way may take when the server is closed
 */
public record Limits(
        int connections,
        int calls,
        Duration head,
        Duration keepAlive,
        Duration bodyIdle,
        Duration body,
        Duration writeIdle,
        Duration linger,
        Duration shutdown) {
    /** What suits a server at home and behind a proxy alike. */
    public static Limits standard() {
        return new Limits(
                1024,
                512,
                Duration.ofSeconds(20),
                Duration.ofSeconds(75),
                Duration.ofSeconds(15),
                Duration.ofMinutes(3),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
    }
}
