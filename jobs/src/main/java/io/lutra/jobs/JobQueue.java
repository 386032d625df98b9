package io.lutra.jobs;

import java.time.Duration;

/**
 * A bounded queue of jobs in front of the devices that draw them. Thread-safe.
 *
 * <p>What every queue promises:
 *
 * <ul>
 *   <li>A job that was {@linkplain Admission.Accepted accepted} ends exactly once, in one {@link JobResult}.
 *   <li>No owner delays another owner's picture by more than one batch, however much it has queued.
 *   <li>A job that is cancelled or past its deadline leaves the device at the next step.
 *   <li>A model that throws fails the jobs that it was given, and no other.
 * </ul>
 */
public interface JobQueue extends AutoCloseable {
    /** Takes the job in, or says at once why not. Never blocks. */
    Admission submit(JobSpec spec);

    /** Figures of this moment. */
    QueueStats stats();

    /**
     * Accepts nothing more, waits until every accepted job has ended or the time is over, and ends the rest as
     * {@link JobResult.ShutDown}. Calling it again does nothing.
     *
     * @throws InterruptedException if interrupted while waiting; the rest has been ended then, too
     */
    void drain(Duration atMost) throws InterruptedException;

    /** Accepts nothing more and ends every job as {@link JobResult.ShutDown} at the next step. */
    @Override
    void close();
}
