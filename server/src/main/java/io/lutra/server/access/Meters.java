package io.lutra.server.access;

import io.lutra.api.error.ApiError;
import io.lutra.jobs.Job;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What every caller has used of its bounds. After a restart the pictures of the day are counted on, all else begins anew.
 * Thread-safe.
 */
public final class Meters {
    private static final int TIDY_ABOVE = 10_000;

    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final ToIntFunction<Caller> drawnToday;

    /**
     * On a clock.
     *
     * @param drawnToday how many pictures of a caller were drawn on this day, UTC, before the server was started
     */
    public Meters(InstantSource clock, ToIntFunction<Caller> drawnToday) {
        this.clock = clock;
        this.drawnToday = drawnToday;
    }

    /** Counts a request; the error if it is one too many. */
    public Optional<ApiError> request(Caller caller) {
        return caller.rates().equals(Rates.UNBOUNDED)
                ? Optional.empty()
                : meter(caller).request(clock.instant());
    }

    /**
     * Submits a job if its pictures are within the caller's bounds, and counts them if the queue takes it.
     *
     * @throws io.lutra.api.error.ApiException if they are not, or what the submission throws
     */
    public Job submit(Caller caller, int pictures, Supplier<Job> submission) {
        return caller.rates().equals(Rates.UNBOUNDED)
                ? submission.get()
                : meter(caller).submit(pictures, clock.instant(), submission);
    }

    /** The headers that tell how much is left: {@code x-ratelimit-limit-requests} and others. */
    public Map<String, String> headers(Caller caller) {
        return caller.rates().equals(Rates.UNBOUNDED) ? Map.of() : meter(caller).headers(clock.instant());
    }

    private Meter meter(Caller caller) {
        var now = clock.instant();
        if (meters.size() > TIDY_ABOVE) {
            meters.values().removeIf(meter -> meter.isIdle(now));
        }
        var rates = caller.rates();
        return meters.compute(
                caller.owner(),
                (owner, known) -> known != null && known.rates().equals(rates)
                        ? known
                        : new Meter(rates, now, rates.picturesPerDay() == 0 ? 0 : drawnToday.applyAsInt(caller)));
    }
}
