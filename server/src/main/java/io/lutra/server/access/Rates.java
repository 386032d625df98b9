package io.lutra.server.access;

/**
 * How much a caller may ask for; 0 stands for no bound.
 *
 * @param requestsPerMinute of any kind
 * @param picturesPerMinute drawn for it
 * @param picturesPerDay drawn for it from midnight to midnight, UTC
 * @param parallelJobs being drawn or waiting at once
 */
public record Rates(int requestsPerMinute, int picturesPerMinute, int picturesPerDay, int parallelJobs) {
    /** No bound at all. */
    public static final Rates UNBOUNDED = new Rates(0, 0, 0, 0);

    /** Refuses negative bounds. */
    public Rates {
        if (requestsPerMinute < 0 || picturesPerMinute < 0 || picturesPerDay < 0 || parallelJobs < 0) {
            throw new IllegalArgumentException("bounds must be 0 or more");
        }
    }

    /** These, with those of another where these are -1 in the given numbers. */
    static Rates of(
            Rates standard, int requestsPerMinute, int picturesPerMinute, int picturesPerDay, int parallelJobs) {
        return new Rates(
                requestsPerMinute < 0 ? standard.requestsPerMinute : requestsPerMinute,
                picturesPerMinute < 0 ? standard.picturesPerMinute : picturesPerMinute,
                picturesPerDay < 0 ? standard.picturesPerDay : picturesPerDay,
                parallelJobs < 0 ? standard.parallelJobs : parallelJobs);
    }
}
