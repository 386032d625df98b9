package io.lutra.server.pictures;

import io.lutra.jobs.Job;
import io.lutra.jobs.JobResult;
import io.lutra.server.http.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers the jobs of client libraries that try again on their own, so that a second try is answered with what the first one
 * began instead of being drawn anew. Thread-safe.
 */
final class RecentJobs {
    private static final String COUNT = "x-stainless-retry-count";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST = 256;
    private static final long MOST_PIXELS = 16_000_000;

    /** Guards {@link #entries}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** A job and what it was ordered for. */
    record Entry(Job job, PictureOrder order, Instant since) {
        /** Of the pictures that it holds in memory, or will hold. */
        private long pixels() {
            var output = order.work().output();
            return (long) output.width() * output.height() * output.count();
        }

        /** Whether a second try can be answered with it. */
        private boolean isOfUse() {
            return job.result().map(JobResult.Succeeded.class::isInstance).orElse(true);
        }
    }

    /** Whether the client tries again on its own, so that its jobs are worth remembering. */
    static boolean mayTryAgain(Call call) {
        return call.headers().first(COUNT).isPresent();
    }

    static boolean isTryingAgain(Call call) {
        return call.headers()
                .first(COUNT)
                .filter(count -> count.matches("[1-9][0-9]{0,3}"))
                .isPresent();
    }

    Optional<Entry> find(String fingerprint, Instant now) {
        lock.lock();
        try {
            forget(now);
            return Optional.ofNullable(entries.get(fingerprint)).filter(Entry::isOfUse);
        } finally {
            lock.unlock();
        }
    }

    void remember(String fingerprint, Entry entry) {
        lock.lock();
        try {
            entries.remove(fingerprint);
            entries.put(fingerprint, entry);
            forget(entry.since());
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what is old or of no use, and then the oldest until the rest is little enough. */
    private void forget(Instant now) {
        entries.values()
                .removeIf(entry ->
                        !entry.isOfUse() || Duration.between(entry.since(), now).compareTo(LONGEST) > 0);
        long pixels = entries.values().stream().mapToLong(Entry::pixels).sum();
        var oldest = entries.values().iterator();
        while (entries.size() > MOST || (pixels > MOST_PIXELS && entries.size() > 1)) {
            pixels -= oldest.next().pixels();
            oldest.remove();
        }
    }
}
