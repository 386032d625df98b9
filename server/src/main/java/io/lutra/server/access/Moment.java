package io.lutra.server.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A moment on two clocks.
 *
 * @param steady on one that is never set, for lengths of time
 * @param wall the time of day
 */
record Moment(Instant steady, Instant wall) {
    /** The day, UTC. */
    LocalDate day() {
        return LocalDate.ofInstant(wall, ZoneOffset.UTC);
    }
}
