package io.lutra.server.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A stretch of the time that a request took.
 *
 * @param name what happened, one of a few words of ours
 * @param about what it was about, such as the index of a picture
 */
public record Lap(String name, Instant from, Duration took, Map<String, Long> about) {
    /** Copies the map. */
    public Lap {
        about = Map.copyOf(about);
    }
}
