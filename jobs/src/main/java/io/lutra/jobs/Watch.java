package io.lutra.jobs;

/** One reader of a job's events. Used by one thread at a time; several watches of a job do not disturb each other. */
public interface Watch extends AutoCloseable {
    /**
     * Waits for the next event. Events come in order; progress that nobody fetched in time is left out, nothing else is. The
     * last event is {@link JobEvent.Ended}, and is returned again by every later call. It comes at the deadline of the job
     * at the latest, and at once when this watch's signal is cancelled or the watch is closed ({@link JobResult.Cancelled},
     * even if the job goes on for others).
     *
     * @throws InterruptedException if interrupted while waiting; the watch stays open
     */
    JobEvent next() throws InterruptedException;

    /** Waits for the end, passing over all other events. */
    default JobResult await() throws InterruptedException {
        while (true) {
            if (next() instanceof JobEvent.Ended ended) {
                return ended.result();
            }
        }
    }

    @Override
    void close();
}
