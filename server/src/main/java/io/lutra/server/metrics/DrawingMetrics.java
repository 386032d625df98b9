package io.lutra.server.metrics;

import io.lutra.jobs.Admission;
import io.lutra.jobs.JobResult;
import io.lutra.jobs.JobSpec;
import io.lutra.jobs.QueueObserver;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;

/** Counts and times what the queue and its device do. */
final class DrawingMetrics implements QueueObserver {
    private static final List<String> RESULTS = List.of("succeeded", "failed", "cancelled", "expired", "shut_down");
    private static final List<String> REFUSALS =
            List.of("queue_full", "owner_full", "deadline_too_soon", "model_loading", "unknown_model", "closed");

    private final Counter ended;
    private final Counter refused;
    private final Counter pictures;
    private final Counter loadFailures;
    private final Counter evictions;
    private final Histogram waits;
    private final Histogram steps;
    private final Histogram batches;
    private final Histogram loads;

    DrawingMetrics(PrometheusRegistry registry) {
        ended = counter(
                registry,
                "lutra_jobs_ended_total",
                "Jobs that ended, by how: succeeded; failed (the model refused or broke); cancelled (the client left); expired"
                        + " (not done within the time that the client waits); shut_down. A job is one request for pictures.",
                "model",
                "result");
        refused = counter(
                registry,
                "lutra_jobs_refused_total",
                "Jobs that the queue did not take: queue_full, owner_full and deadline_too_soon are answered 429,"
                        + " model_loading and closed 503.",
                "reason");
        REFUSALS.forEach(refused::initLabelValues);
        pictures = counter(
                registry,
                "lutra_pictures_drawn_total",
                "Pictures that were drawn to the end, whether or not anybody was left to take them.",
                "model");
        waits = Buckets.seconds(
                registry,
                "lutra_queue_wait_seconds",
                "Time from taking a job in to beginning its first picture; with the loading of its model, if it waited for that.",
                "model");
        steps = Buckets.seconds(
                registry,
                "lutra_step_duration_seconds",
                "Time of one step of a batch on the device. The last step of a picture decodes it, too.",
                "model");
        batches = Buckets.pictures(
                registry,
                "lutra_step_pictures",
                "Pictures that one step advanced together: the sum is the number of picture steps, so sum / count is the mean"
                        + " batch.",
                "model");
        loads = Buckets.seconds(
                registry,
                "lutra_model_load_duration_seconds",
                "Time to read a model's weights into memory when pictures waited for them; the count is the number of loads.",
                "model");
        loadFailures = counter(
                registry,
                "lutra_model_load_failures_total",
                "Times that a model's weights could not be read.",
                "model");
        evictions = counter(
                registry,
                "lutra_model_evictions_total",
                "Times that a model's memory was given back to make room for another. Many of them: model-memory is too small"
                        + " for the models that are in use together.",
                "model");
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    /** These models are there: what has not happened to them yet is told as zero, so that the first time shows as a change. */
    void expect(List<String> models) {
        for (var model : models) {
            RESULTS.forEach(result -> ended.initLabelValues(model, result));
            pictures.initLabelValues(model);
            waits.initLabelValues(model);
            steps.initLabelValues(model);
            batches.initLabelValues(model);
            loads.initLabelValues(model);
            loadFailures.initLabelValues(model);
            evictions.initLabelValues(model);
        }
    }

    @Override
    public void refused(JobSpec job, Admission why) {
        refused.labelValues(
                        switch (why) {
                            case Admission.QueueFull full -> "queue_full";
                            case Admission.OwnerFull full -> "owner_full";
                            case Admission.DeadlineTooSoon soon -> "deadline_too_soon";
                            case Admission.ModelLoading loading -> "model_loading";
                            case Admission.UnknownModel unknown -> "unknown_model";
                            case Admission.Closed closed -> "closed";
                            case Admission.Accepted accepted ->
                                throw new IllegalArgumentException("the job " + job.id() + " was accepted");
                        })
                .inc();
    }

    @Override
    public void begun(JobSpec job, Duration waited) {
        waits.labelValues(job.model()).observe(Buckets.seconds(waited));
    }

    @Override
    public void stepped(String model, int together, Duration took) {
        steps.labelValues(model).observe(Buckets.seconds(took));
        batches.labelValues(model).observe(together);
    }

    @Override
    public void drawn(JobSpec job) {
        pictures.labelValues(job.model()).inc();
    }

    @Override
    public void ended(JobSpec job, JobResult how) {
        ended.labelValues(
                        job.model(),
                        switch (how) {
                            case JobResult.Succeeded succeeded -> "succeeded";
                            case JobResult.Failed failed -> "failed";
                            case JobResult.Cancelled cancelled -> "cancelled";
                            case JobResult.Expired expired -> "expired";
                            case JobResult.ShutDown shutDown -> "shut_down";
                        })
                .inc();
    }

    @Override
    public void loaded(String model, Duration took) {
        loads.labelValues(model).observe(Buckets.seconds(took));
    }

    @Override
    public void notLoaded(String model) {
        loadFailures.labelValues(model).inc();
    }

    @Override
    public void evicted(String model) {
        evictions.labelValues(model).inc();
    }
}
