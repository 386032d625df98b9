package io.lutra.jobs;

/**
 * How far a job is.
 *
 * @param picturesAhead pictures that will probably be begun before the last of this job's; 0 when all have been begun
 * @param stepsDone steps done of all the job's pictures together
 * @param steps steps of all the job's pictures together; at least 1
 */
public record Progress(int picturesAhead, int stepsDone, int steps) {}
