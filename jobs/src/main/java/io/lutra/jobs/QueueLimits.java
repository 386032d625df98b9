package io.lutra.jobs;

/**
 * How much may wait. A request that is larger than a bound is let in when nothing else that counts for that bound waits, so
 * every request can be served at some time.
 *
 * @param pictures the most pictures that wait for the device, those being drawn not counted; 1 or more
 * @param picturesOfOwner the most of them that one owner may have; 1 or more
 */
public record QueueLimits(int pictures, int picturesOfOwner) {
    /** Refuses bounds below 1. */
    public QueueLimits {
        if (pictures < 1 || picturesOfOwner < 1) {
            throw new IllegalArgumentException(
                    "a queue must take at least one picture, not " + pictures + " and " + picturesOfOwner);
        }
    }
}
