package io.lutra.server.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;

/** Makes histograms with upper bounds that fit what pictures take: from a drawn sketch to minutes of diffusion on a CPU. */
final class Buckets {
    private static final double[] SECONDS = {
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300, 600
    };
    private static final double[] PICTURES = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32};

    private Buckets() {}

    static Histogram seconds(PrometheusRegistry registry, String name, String help, String... labels) {
        return Histogram.builder()
                .name(name)
                .unit(Unit.SECONDS)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .withoutExemplars()
                .register(registry);
    }

    static Histogram pictures(PrometheusRegistry registry, String name, String help, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(PICTURES)
                .withoutExemplars()
                .register(registry);
    }

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
