package io.lutra.server.lifecycle;

import java.time.Duration;

/**
 * How a server ends.
 *
 * @param deadline how long what runs may still take
 */
public record ShutdownPolicy(Duration deadline) {
    /** Enough for most pictures, and within the half minute that Kubernetes waits before it kills. */
    public static final ShutdownPolicy STANDARD = new ShutdownPolicy(Duration.ofSeconds(25));

    /** Refuses a negative time. */
    public ShutdownPolicy {
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("the deadline must be 0 or more, but is " + deadline);
        }
    }
}
