package io.lutra.server.pictures;

import io.lutra.api.error.ApiError;
import io.lutra.jobs.Admission;
import io.lutra.jobs.CancelSignal;
import io.lutra.jobs.Job;
import io.lutra.jobs.JobResult;
import io.lutra.server.http.ClientGone;
import java.time.Duration;

/** Turns what the queue says into what a client is told. Stateless. */
final class Outcomes {
    private static final Duration SOON = Duration.ofSeconds(5);

    private Outcomes() {}

    /**
     * The job that was accepted.
     *
     * @throws io.lutra.api.error.ApiException if none was
     */
    static Job accepted(Admission admission) {
        return switch (admission) {
            case Admission.Accepted(var job) -> job;
            case Admission.QueueFull(var retryAfter) ->
                throw ApiError.busy("The server has more to draw than it takes in.", retryAfter)
                        .asException();
            case Admission.OwnerFull(var retryAfter) ->
                throw ApiError.busy("Too many of your own pictures are waiting to be drawn.", retryAfter)
                        .asException();
            case Admission.DeadlineTooSoon(var estimate, var retryAfter) ->
                throw ApiError.busy(
                                "With what is waiting, this would take about " + Math.max(1, estimate.toSeconds())
                                        + " seconds, longer than your client says it waits.",
                                retryAfter)
                        .asException();
            case Admission.ModelLoading(var model, var retryAfter) ->
                throw ApiError.unavailable(
                                "The model " + model + " is being loaded, which takes longer than your client says it"
                                        + " waits. Please try again soon.",
                                "model_loading",
                                retryAfter)
                        .asException();
            case Admission.UnknownModel(var model) ->
                throw ApiError.modelNotFound(model).asException();
            case Admission.Closed(var retryAfter) ->
                throw ApiError.unavailable("The server is shutting down.", "shutting_down", retryAfter)
                        .asException();
        };
    }

    /** Throws what a client is told about a job that did not succeed; does nothing for one that did. */
    static void require(JobResult result, CancelSignal cancel) {
        switch (result) {
            case JobResult.Succeeded succeeded -> {}
            case JobResult.Failed(RuntimeException fault) -> throw fault;
            case JobResult.Failed(var fault) -> throw new IllegalStateException("drawing failed", fault);
            case JobResult.Cancelled cancelled -> {
                if (cancel.isCancelled()) {
                    throw new ClientGone();
                }
                throw ApiError.unavailable("The drawing was cancelled.", "cancelled", SOON)
                        .asException();
            }
            case JobResult.Expired expired ->
                throw ApiError.unavailable(
                                "The pictures were not done within the time that your client waits.",
                                "deadline_exceeded",
                                SOON)
                        .asException();
            case JobResult.ShutDown shutDown ->
                throw ApiError.unavailable("The server is shutting down.", "shutting_down", SOON)
                        .asException();
        }
    }
}
