package io.lutra.server.lifecycle;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that shows the time of day when it is made, and from then on runs evenly, whatever becomes of the time of day. For
 * deadlines, limits and everything else that is a length of time. Thread-safe.
 */
public final class SteadyClock implements InstantSource {
    private final Instant begun;
    private final LongSupplier nanos;
    private final long begunNanos;

    /**
     * Begins at the time of a wall's clock.
     *
     * @param nanos never set back, such as {@link System#nanoTime}
     */
    SteadyClock(InstantSource wall, LongSupplier nanos) {
        begun = wall.instant();
        this.nanos = nanos;
        begunNanos = nanos.getAsLong();
    }

    /** Begins at the time of a wall's clock. */
    public static SteadyClock from(InstantSource wall) {
        return new SteadyClock(wall, System::nanoTime);
    }

    @Override
    public Instant instant() {
        return begun.plusNanos(nanos.getAsLong() - begunNanos);
    }
}
