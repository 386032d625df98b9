package io.lutra.server.access;

import io.lutra.api.error.ApiError;
import io.lutra.jobs.Job;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What every caller has used of its bounds. Counts begin anew when the server does. Thread-safe. */
public final class Meters {
    private static final int TIDY_ABOVE = 10_000;

    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /** On a clock. */
    public Meters(InstantSource clock) {
        this.clock = clock;
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
                (owner, known) -> known != null && known.rates().equals(rates) ? known : new Meter(rates, now));
    }
}
