package io.lutra.jobs;

/** Counts how jobs ended. Not thread-safe; guarded by the queue's lock. */
final class Tally {
    private long succeeded;
    private long failed;
    private long cancelled;
    private long expired;
    private long shutDown;
    private long refused;

    void ended(JobResult how) {
        switch (how) {
            case JobResult.Succeeded s -> succeeded++;
            case JobResult.Failed f -> failed++;
            case JobResult.Cancelled c -> cancelled++;
            case JobResult.Expired e -> expired++;
            case JobResult.ShutDown s -> shutDown++;
        }
    }

    void refused() {
        refused++;
    }

    QueueStats.Ended ended() {
        return new QueueStats.Ended(succeeded, failed, cancelled, expired, shutDown, refused);
    }
}
