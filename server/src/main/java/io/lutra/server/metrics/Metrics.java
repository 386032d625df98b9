package io.lutra.server.metrics;

import io.lutra.engine.ModelRegistry;
import io.lutra.jobs.JobQueue;
import io.lutra.jobs.QueueObserver;
import io.lutra.server.http.RequestObserver;
import io.lutra.storage.ImageStore;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Everything that one server counts and measures. What happens is told to {@link #requests} and {@link #drawing}; what is the
 * case is looked up when somebody asks. Thread-safe.
 */
/* Implementation note: a step of the device costs two observations of a histogram more, each an addition to one of a few
 * striped counters without a lock that anybody else holds for long. bench/java/ObserverBench.java measures it. */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final RequestMetrics requests = new RequestMetrics(registry);
    private final DrawingMetrics drawing = new DrawingMetrics(registry);

    /** Of a server of this version that has done nothing yet. */
    public Metrics(String version) {
        Info.builder()
                .name("lutra_build")
                .help("Always 1; the labels say what runs: the version of Lutra and of its Java runtime.")
                .labelNames("version", "java")
                .register(registry)
                .setLabelValues(version, Runtime.version().toString());
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }

    /** Whom to tell of requests. */
    public RequestObserver requests() {
        return requests;
    }

    /** Whom to tell of jobs and models. */
    public QueueObserver drawing() {
        return drawing;
    }

    /** From now on the state of the server that listens is told, too. */
    public void watch(ServerState.Front front, ImageStore store) {
        ServerState.register(registry, front, store);
    }

    /** From now on the state of what draws is told, too; both are open until nobody asks any more. */
    public void watch(ModelRegistry models, JobQueue queue) {
        drawing.expect(models.all().stream().map(model -> model.info().id()).toList());
        WorkshopState.register(registry, models, queue);
    }

    /**
     * What is known at this moment.
     *
     * @param contentType of the text
     */
    public record Scrape(String contentType, byte[] text) {}

    /**
     * What is known at this moment, in the format that a client likes best of those that there are.
     *
     * @param accept what the header of that name says
     */
    public Scrape scrape(String accept) {
        var writer = formats.findWriter(accept);
        var text = new ByteArrayOutputStream(32 << 10);
        try {
            writer.write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return new Scrape(writer.getContentType(), text.toByteArray());
    }
}
