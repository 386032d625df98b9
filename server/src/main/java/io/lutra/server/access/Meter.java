package io.lutra.server.access;

import io.lutra.api.error.ApiError;
import io.lutra.jobs.Job;
import io.lutra.jobs.JobResult;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one caller has used of its bounds. Thread-safe. */
final class Meter {
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Guards everything below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Rates rates;
    private final @Nullable TokenBucket requests;
    private final @Nullable TokenBucket pictures;
    private final List<Running> running = new ArrayList<>();
    private LocalDate day;
    private int picturesToday;

    private record Running(Job job, LocalDate day) {}

    Meter(Rates rates, Moment now, int picturesToday) {
        this.rates = rates;
        this.picturesToday = picturesToday;
        day = now.day();
        requests = rates.requestsPerMinute() == 0 ? null : new TokenBucket(rates.requestsPerMinute(), now.steady());
        pictures = rates.picturesPerMinute() == 0 ? null : new TokenBucket(rates.picturesPerMinute(), now.steady());
    }

    Rates rates() {
        return rates;
    }

    /** Counts a request; the error if it is one too many. */
    Optional<ApiError> request(Moment now) {
        lock.lock();
        try {
            return requests == null || requests.take(1, now.steady())
                    ? Optional.empty()
                    : Optional.of(ApiError.rateLimited(
                            "requests", "minute", requests.perMinute(), requests.until(1, now.steady())));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Submits a job if its pictures are within the bounds, and counts them if the queue takes it.
     *
     * @throws io.lutra.api.error.ApiException if they are not, or what the submission throws
     */
    Job submit(int count, Moment now, Supplier<Job> submission) {
        lock.lock();
        try {
            settle(now);
            refusal(count, now).ifPresent(refused -> {
                throw refused.asException();
            });
            var job = submission.get();
            if (pictures != null) {
                pictures.take(count, now.steady());
            }
            picturesToday += count;
            running.add(new Running(job, now.day()));
            return job;
        } finally {
            lock.unlock();
        }
    }

    private Optional<ApiError> refusal(int count, Moment now) {
        if (rates.parallelJobs() > 0 && running.size() >= rates.parallelJobs()) {
            return Optional.of(ApiError.tooManyJobs(rates.parallelJobs(), SOON));
        }
        if (rates.picturesPerDay() > 0 && picturesToday + count > rates.picturesPerDay()) {
            return Optional.of(ApiError.overQuota(rates.picturesPerDay(), picturesToday, untilMidnight(now)));
        }
        if (pictures != null && !pictures.until(count, now.steady()).isZero()) {
            return Optional.of(ApiError.rateLimited(
                    "images", "minute", pictures.perMinute(), pictures.until(count, now.steady())));
        }
        return Optional.empty();
    }

    /** Lets go of the jobs that have ended; pictures that were not drawn through no fault of the caller do not count. */
    private void settle(Moment now) {
        var today = now.day();
        if (!today.equals(day)) {
            day = today;
            picturesToday = 0;
        }
        running.removeIf(one -> {
            var result = one.job().result();
            result.filter(Meter::isOurFault).ifPresent(lost -> {
                int count = one.job().spec().pictures();
                if (pictures != null) {
                    pictures.putBack(count);
                }
                if (one.day().equals(today)) {
                    picturesToday -= count;
                }
            });
            return result.isPresent();
        });
    }

    private static boolean isOurFault(JobResult result) {
        return switch (result) {
            case JobResult.Failed failed -> true;
            case JobResult.Expired expired -> true;
            case JobResult.ShutDown shutDown -> true;
            case JobResult.Succeeded succeeded -> false;
            case JobResult.Cancelled cancelled -> false;
        };
    }

    private static Duration untilMidnight(Moment now) {
        var midnight = now.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Duration.between(now.wall(), midnight);
    }

    /** The headers that tell how much is left. */
    Map<String, String> headers(Moment now) {
        lock.lock();
        try {
            settle(now);
            var headers = new LinkedHashMap<String, String>();
            tell(headers, "requests", requests, now);
            tell(headers, "images", pictures, now);
            if (rates.picturesPerDay() > 0) {
                int left = Math.max(0, rates.picturesPerDay() - picturesToday);
                put(headers, "images-day", rates.picturesPerDay(), left, untilMidnight(now));
            }
            return headers;
        } finally {
            lock.unlock();
        }
    }

    private static void tell(Map<String, String> headers, String what, @Nullable TokenBucket bucket, Moment now) {
        if (bucket != null) {
            put(
                    headers,
                    what,
                    bucket.perMinute(),
                    bucket.remaining(now.steady()),
                    bucket.until(bucket.perMinute(), now.steady()));
        }
    }

    private static void put(Map<String, String> headers, String what, int limit, int remaining, Duration reset) {
        headers.put("x-ratelimit-limit-" + what, Integer.toString(limit));
        headers.put("x-ratelimit-remaining-" + what, Integer.toString(remaining));
        headers.put("x-ratelimit-reset-" + what, reset(reset));
    }

    /** As the hosted API writes it: 6m0s, 1s, 20ms. */
    static String reset(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return time.toMillis() + "ms";
        }
        long seconds = Math.ceilDiv(time.toMillis(), 1000);
        var minutes = seconds < 60 ? "" : (seconds < 3600 ? "" : seconds / 3600 + "h") + seconds / 60 % 60 + "m";
        return minutes + seconds % 60 + "s";
    }

    /** Whether it says nothing that a new one would not say. */
    boolean isIdle(Moment now) {
        lock.lock();
        try {
            settle(now);
            return running.isEmpty()
                    && (picturesToday == 0 || rates.picturesPerDay() == 0)
                    && (requests == null || requests.remaining(now.steady()) == requests.perMinute())
                    && (pictures == null || pictures.remaining(now.steady()) == pictures.perMinute());
        } finally {
            lock.unlock();
        }
    }
}
