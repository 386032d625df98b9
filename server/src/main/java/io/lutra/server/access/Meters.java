package io.lutra.server.access;

import io.lutra.api.error.ApiError;
import io.lutra.jobs.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What every caller has used of its bounds. After a restart the pictures of the day are counted on, all else begins anew.
 * Thread-safe.
 */
public final class Meters {
    private static final int TIDY_ABOVE = 10_000;
    private static final int MOST = 100_000;
    private static final Duration TIDY_EVERY = Duration.ofSeconds(1);

    /** Whose meter those of the same bounds share for whom there is no room: nobody's name. */
    private static final String NEWCOMERS = "newcomers";

    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private final InstantSource steady;
    private final InstantSource wall;
    private final ToIntFunction<Caller> drawnToday;
    private final int most;
    private final AtomicReference<Instant> tidied;

    /**
     * On two clocks.
     *
     * @param steady is never set: minutes go by it
     * @param wall the time of day: days go by it
     * @param drawnToday how many pictures of a caller were drawn on this day, UTC, before the server was started
     */
    public Meters(InstantSource steady, InstantSource wall, ToIntFunction<Caller> drawnToday) {
        this(steady, wall, drawnToday, MOST);
    }

    /**
     * The same for another number of callers.
     *
     * @param most callers that are counted each for itself; when there are more, newcomers share one count
     */
    Meters(InstantSource steady, InstantSource wall, ToIntFunction<Caller> drawnToday, int most) {
        this.steady = steady;
        this.wall = wall;
        this.drawnToday = drawnToday;
        this.most = most;
        tidied = new AtomicReference<>(steady.instant());
    }

    private Moment now() {
        return new Moment(steady.instant(), wall.instant());
    }

    /** Counts a request; the error if it is one too many. */
    public Optional<ApiError> request(Caller caller) {
        return caller.rates().equals(Rates.UNBOUNDED)
                ? Optional.empty()
                : meter(caller).request(now());
    }

    /**
     * Submits a job if its pictures are within the caller's bounds, and counts them if the queue takes it.
     *
     * @throws io.lutra.api.error.ApiException if they are not, or what the submission throws
     */
    public Job submit(Caller caller, int pictures, Supplier<Job> submission) {
        return caller.rates().equals(Rates.UNBOUNDED)
                ? submission.get()
                : meter(caller).submit(pictures, now(), submission);
    }

    /** The headers that tell how much is left: {@code x-ratelimit-limit-requests} and others. */
    public Map<String, String> headers(Caller caller) {
        return caller.rates().equals(Rates.UNBOUNDED) ? Map.of() : meter(caller).headers(now());
    }

    private Meter meter(Caller caller) {
        var now = now();
        if (meters.size() > TIDY_ABOVE) {
            tidy(now);
        }
        var rates = caller.rates();
        boolean fits = meters.size() < most || meters.containsKey(caller.owner());
        return meters.compute(
                fits ? caller.owner() : NEWCOMERS + rates,
                (owner, known) -> known != null && known.rates().equals(rates)
                        ? known
                        : new Meter(rates, now, fits ? drawnToday(caller) : 0));
    }

    private int drawnToday(Caller caller) {
        return caller.rates().picturesPerDay() == 0 ? 0 : drawnToday.applyAsInt(caller);
    }

    /** Forgets those of whom there is nothing to say; not with every request, for it takes a look at each. */
    private void tidy(Moment now) {
        var last = tidied.get();
        if (Duration.between(last, now.steady()).compareTo(TIDY_EVERY) >= 0
                && tidied.compareAndSet(last, now.steady())) {
            meters.values().removeIf(meter -> meter.isIdle(now));
        }
    }
}
