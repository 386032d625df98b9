package io.lutra.jobs;

import java.util.List;
import java.util.Optional;

/** A job that a queue accepted. Thread-safe; any number of threads may watch it. */
public interface Job {
    /** What was submitted. */
    JobSpec spec();

    /** How far it is. */
    Progress progress();

    /** What it went through so far, in no particular order; complete when it has succeeded. */
    List<Stage> stages();

    /** How it ended, or empty while it has not. */
    Optional<JobResult> result();

    /**
     * Begins to follow the job from its first event on, whenever that was.
     *
     * @param signal ends this watch, as closing it does, when cancelled: at once, whatever the device is doing
     * @return open; the caller closes it. When the last watch of an unfinished job is closed, the job is
     *     {@linkplain JobSpec#whenAbandoned() abandoned}
     */
    Watch watch(CancelSignal signal);

    /** Ends the job as {@link JobResult.Cancelled} unless it has ended. */
    void cancel();
}
