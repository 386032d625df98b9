package io.lutra.server.metrics;

import io.lutra.engine.ModelRegistry;
import io.lutra.engine.OnDemandModel;
import io.lutra.jobs.JobQueue;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/** The state of what draws. */
final class WorkshopState {
    private WorkshopState() {}

    static void register(PrometheusRegistry registry, ModelRegistry models, JobQueue queue) {
        var reading = new Reading(registry);
        reading.gauge(
                "lutra_queue_jobs",
                "Jobs of which no picture has been begun.",
                () -> queue.stats().waitingJobs());
        reading.gauge(
                "lutra_queue_pictures",
                "Pictures that wait to be begun.",
                () -> queue.stats().waitingPictures());
        reading.gauge(
                "lutra_queue_limit_pictures",
                "The most pictures that may wait: queue.pictures. More are answered 429.",
                () -> queue.stats().capacity());
        reading.gauge(
                "lutra_queue_estimate_seconds",
                "How long one more picture of somebody who has none waiting would probably take, from now to its end.",
                () -> Buckets.seconds(queue.stats().estimate()));
        reading.gauge(
                "lutra_drawing_pictures",
                "Pictures that are on the device.",
                () -> queue.stats().drawingPictures());
        models(registry, models);
    }

    private static void models(PrometheusRegistry registry, ModelRegistry models) {
        GaugeWithCallback.builder()
                .name("lutra_model_loaded")
                .help(
                        "Whether a model's weights are in memory. 1: yes, 0: they are read when the model is next asked for.")
                .labelNames("model")
                .callback(told -> models.all()
                        .forEach(model -> told.call(
                                model instanceof OnDemandModel onDemand && !onDemand.isLoaded() ? 0 : 1,
                                model.info().id())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("lutra_model_memory_bytes")
                .unit(Unit.BYTES)
                .help("Memory of the device that a model's weights take now; only of models that are loaded on demand.")
                .labelNames("model")
                .callback(told -> models.all().forEach(model -> {
                    if (model instanceof OnDemandModel onDemand) {
                        told.call(
                                onDemand.isLoaded() ? (double) onDemand.bytes() : 0,
                                onDemand.info().id());
                    }
                }))
                .register(registry);
        GaugeWithCallback.builder()
                .name("lutra_model_workspace_bytes")
                .unit(Unit.BYTES)
                .help(
                        "The most memory that a loaded model has set aside for the pictures on the device, besides its weights;"
                                + " estimated before each picture. Only of models that tell.")
                .labelNames("model")
                .callback(told -> models.all()
                        .forEach(model -> model.workspaceBytes()
                                .ifPresent(bytes ->
                                        told.call((double) bytes, model.info().id()))))
                .register(registry);
        new Reading(registry)
                .gauge(
                        "lutra_model_memory_limit_bytes",
                        "The most that the weights of models on demand may take together: model-memory.",
                        () -> models.memory() == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : (double) models.memory());
    }
}
