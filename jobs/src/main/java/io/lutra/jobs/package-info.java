/**
 * The queue between requests and the device: admission, fairness between owners, batching across jobs, cancellation,
 * progress, results. {@link io.lutra.jobs.JobQueue} is the type to read first.
 */
@NullMarked
package io.lutra.jobs;

import org.jspecify.annotations.NullMarked;
