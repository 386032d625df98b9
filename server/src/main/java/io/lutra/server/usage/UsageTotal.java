package io.lutra.server.usage;

import java.util.List;

/**
 * What was drawn in a stretch of time.
 *
 * @param begin of the stretch, in seconds of Unix time
 * @param group the values of the query's groups, in its order
 */
public record UsageTotal(long begin, long pictures, long requests, List<String> group) {
    /** Copies the list. */
    public UsageTotal {
        group = List.copyOf(group);
    }
}
