package io.lutra.server.pictures;

import io.lutra.server.http.Call;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** How long a client waits for its answer: the client libraries of the hosted service announce it. */
final class ClientDeadline {
    /** What is left for the answer to travel. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private static final double LONGEST_SECONDS = 24 * 3600;

    private ClientDeadline() {}

    /** How long the client still waits, counted from the arrival of its request; empty if it does not say. */
    static Optional<Duration> announced(Call call) {
        return Stream.of("x-stainless-timeout", "x-stainless-read-timeout")
                .flatMap(name -> call.headers().first(name).stream())
                .filter(value -> value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?"))
                .map(Double::parseDouble)
                .filter(seconds -> seconds > 0)
                .min(Double::compare)
                .map(seconds -> Duration.ofMillis((long) (Math.min(seconds, LONGEST_SECONDS) * 1000)))
                .map(time -> time.compareTo(MARGIN.multipliedBy(4)) > 0 ? time.minus(MARGIN) : time);
    }
}
