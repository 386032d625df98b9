package io.lutra.jobs;

import java.time.Duration;

/**
 * Is told what a queue does while it does it. Called by the queue's own threads, the device's among them between two steps: a
 * method returns at once, throws nothing, and may be called by several threads.
 */
public interface QueueObserver {
    /** One that does not care. */
    QueueObserver NONE = new QueueObserver() {};

    /** A job was not accepted. */
    default void refused(JobSpec job, Admission why) {}

    /** The first picture of a job is about to be begun, so long after the job was submitted. */
    default void begun(JobSpec job, Duration waited) {}

    /** Pictures of one model were advanced together by a step. */
    default void stepped(String model, int pictures, Duration took) {}

    /** A picture of a job is finished. */
    default void drawn(JobSpec job) {}

    /** A job ended. */
    default void ended(JobSpec job, JobResult how) {}

    /** The weights of a model were read into memory. */
    default void loaded(String model, Duration took) {}

    /** The weights of a model could not be read. */
    default void notLoaded(String model) {}

    /** The memory of a model's weights was given back to others. */
    default void evicted(String model) {}
}
