package io.lutra.jobs;

import java.time.Duration;

/**
 * A queue's figures at one moment; counts of ended jobs are since its start.
 *
 * @param waitingJobs jobs of which no picture has been begun
 * @param waitingPictures pictures that have not been begun
 * @param drawingPictures pictures that are being drawn
 * @param capacity the most pictures that may wait
 * @param estimate how long one more picture of a new owner would probably take to its end
 * @param step mean time of one step of a batch, of late; zero before the first
 * @param batch mean number of pictures in a step, of late; zero before the first
 * @param ended jobs by how they ended
 */
public record QueueStats(
        int waitingJobs,
        int waitingPictures,
        int drawingPictures,
        int capacity,
        Duration estimate,
        Duration step,
        double batch,
        Ended ended) {
    /** Numbers of jobs by how they ended, and of those that were not accepted. */
    public record Ended(long succeeded, long failed, long cancelled, long expired, long shutDown, long refused) {}
}
