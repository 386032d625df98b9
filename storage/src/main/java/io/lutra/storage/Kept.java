package io.lutra.storage;

import java.time.Duration;
import java.time.Instant;

/**
 * A kept picture of this process.
 *
 * @param end when it expires, on the steady clock
 */
record Kept(KeptFile file, Instant end) {
    /**
     * A picture that was found: it lives for what is left by the wall's clock, and never longer than it was meant to, for a
     * clock that was set back meanwhile would keep it for as much longer.
     */
    static Kept found(KeptFile file, StoreClocks clocks) {
        var left = Duration.between(clocks.wall().instant(), file.expires());
        var life = Duration.between(file.created(), file.expires());
        return new Kept(file, clocks.steady().instant().plus(left.compareTo(life) < 0 ? left : life));
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(end);
    }
}
