package io.lutra.jobs;

import java.time.Duration;

/** The queue's answer to a job. Every {@code retryAfter} is an estimate from measured step times, at least a second. */
public sealed interface Admission {
    /** The job is in the queue and will end. */
    record Accepted(Job job) implements Admission {}

    /** As many pictures are waiting as the queue takes, or more. */
    record QueueFull(Duration retryAfter) implements Admission {}

    /** As many pictures of this owner are waiting as the queue takes of one owner, or more. */
    record OwnerFull(Duration retryAfter) implements Admission {}

    /**
     * The job could not be done by its deadline with what is before it in the queue.
     *
     * @param estimate how long it would take from now
     */
    record DeadlineTooSoon(Duration estimate, Duration retryAfter) implements Admission {}

    /** The model is not in memory, and the job could not be done by its deadline if it waited for that; it is being loaded. */
    record ModelLoading(String model, Duration retryAfter) implements Admission {}

    /** There is no model of this id. */
    record UnknownModel(String model) implements Admission {}

    /** The queue is being shut down. */
    record Closed(Duration retryAfter) implements Admission {}
}
