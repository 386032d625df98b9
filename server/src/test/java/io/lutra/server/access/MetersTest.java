package io.lutra.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetersTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));

    private static Caller caller(int number) {
        return new Caller("address:" + number, "", "", false, List.of(), new Rates(1, 0, 0, 0), Switches.INHERITED);
    }

    @Test
    void newcomersShareOneCountWhenThereIsNoRoomForMore() {
        var meters = new Meters(CLOCK, CLOCK, caller -> 0, 2);

        assertThat(meters.request(caller(1))).isEmpty();
        assertThat(meters.request(caller(2))).isEmpty();
        assertThat(meters.request(caller(3))).isEmpty();
        assertThat(meters.request(caller(4))).as("the second newcomer").isPresent();
        assertThat(meters.request(caller(1)))
                .as("of those that are known, each for itself")
                .isPresent();
    }
}
