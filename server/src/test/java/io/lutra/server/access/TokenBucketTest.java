package io.lutra.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
    private static final Instant START = Instant.ofEpochSecond(1_795_420_800);

    private final TokenBucket bucket = new TokenBucket(6, START);

    private static Instant after(double seconds) {
        return START.plusMillis((long) (seconds * 1000));
    }

    @Test
    void givesWhatWasSavedAndThenOneAsItComes() {
        assertThat(bucket.take(6, START)).isTrue();
        assertThat(bucket.take(1, after(9.9))).isFalse();
        assertThat(bucket.take(1, after(10))).isTrue();
        assertThat(bucket.take(1, after(10))).isFalse();
    }

    @Test
    void saysTrulyHowLongToWait() {
        bucket.take(5, START);

        var wait = bucket.until(3, START);

        assertThat(wait).isEqualTo(Duration.ofSeconds(20));
        assertThat(bucket.take(3, START.plus(wait).minusMillis(1))).isFalse();
        assertThat(bucket.take(3, START.plus(wait))).isTrue();
    }

    @Test
    void givesMoreThanItHoldsOnceItIsFull() {
        assertThat(bucket.take(8, START)).isTrue();
        assertThat(bucket.remaining(START)).isZero();
        assertThat(bucket.until(1, START)).isEqualTo(Duration.ofSeconds(30));
        assertThat(bucket.take(8, after(79))).isFalse();
        assertThat(bucket.take(8, after(80))).isTrue();
    }

    @Test
    void savesNoMoreThanAMinutesWorth() {
        assertThat(bucket.remaining(after(3600))).isEqualTo(6);
    }

    @Test
    void givesNothingForAClockThatWasSetBack() {
        bucket.take(6, START);

        assertThat(bucket.remaining(START.minusSeconds(600))).isZero();
        assertThat(bucket.remaining(START.minusSeconds(590))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0ms",
        "PT0.02S,20ms",
        "PT1S,1s",
        "PT1.2S,2s",
        "PT6M,6m0s",
        "PT1H1S,1h0m1s",
        "PT23H59M59.5S,24h0m0s"
    })
    void writesTimesAsTheHostedApiDoes(Duration time, String written) {
        assertThat(Meter.reset(time)).isEqualTo(written);
    }
}
