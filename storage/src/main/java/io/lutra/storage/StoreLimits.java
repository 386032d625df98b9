package io.lutra.storage;

import java.time.Duration;

/**
 * Bounds of a store on files.
 *
 * @param maxBytes the most that all kept pictures take together
 * @param keepFree bytes of the disk that are left to others
 * @param sweepEvery how often expired pictures are deleted
 */
public record StoreLimits(long maxBytes, long keepFree, Duration sweepEvery) {
    /** Refuses bounds that are not positive. */
    public StoreLimits {
        if (maxBytes < 1 || keepFree < 0 || !sweepEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "not bounds: " + maxBytes + " bytes, " + keepFree + " free, every " + sweepEvery);
        }
    }
}
