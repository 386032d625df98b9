package io.lutra.server.access;

import java.time.Duration;
import java.time.Instant;

/**
 * So many tokens a minute, which come evenly; as many as come in a minute can be saved. More tokens than that at once are
 * given when the bucket is full, and owed, so that every request can pass at some time. Used under its owner's lock.
 */
final class TokenBucket {
    private static final double SECONDS = 60;

    private final int perMinute;
    private double tokens;
    private Instant counted;

    TokenBucket(int perMinute, Instant now) {
        this.perMinute = perMinute;
        tokens = perMinute;
        counted = now;
    }

    int perMinute() {
        return perMinute;
    }

    /** Takes tokens, or none. */
    boolean take(int count, Instant now) {
        refill(now);
        if (tokens < Math.min(count, perMinute)) {
            return false;
        }
        tokens -= count;
        return true;
    }

    /** Puts back what was taken and not used. */
    void putBack(int count) {
        tokens = Math.min(perMinute, tokens + count);
    }

    /** How long until so many tokens can be taken. */
    Duration until(int count, Instant now) {
        refill(now);
        double missing = Math.min(count, perMinute) - tokens;
        return missing <= 0 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(missing * SECONDS / perMinute * 1000));
    }

    /** Whole tokens that could be taken now. */
    int remaining(Instant now) {
        refill(now);
        return Math.max(0, (int) Math.floor(tokens));
    }

    /** A clock that was set back gives nothing and takes nothing. */
    private void refill(Instant now) {
        if (now.isAfter(counted)) {
            double seconds = Duration.between(counted, now).toMillis() / 1000.0;
            tokens = Math.min(perMinute, tokens + seconds * perMinute / SECONDS);
        }
        counted = now;
    }
}
