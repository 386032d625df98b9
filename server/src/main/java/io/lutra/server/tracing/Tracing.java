package io.lutra.server.tracing;

import io.lutra.server.http.Call;
import io.lutra.server.http.Headers;
import io.lutra.server.http.Lap;
import io.lutra.server.http.RequestObserver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a trace of every request that is to be traced to a receiver of OTLP: a span for the request, a child of the client's
 * where it says so (W3C Trace Context), and under it one for each of its {@linkplain Call#laps() laps}. Thread-safe.
 */
/* Implementation note: spans are made when the request is over, from times that were taken anyway, so that nothing is added to
 * the time of a request or of the device but the putting of finished spans into a bounded queue. A thread of the SDK sends
 * them; when the receiver is slow or away, the queue fills and further spans are dropped. */
public final class Tracing implements RequestObserver, AutoCloseable {
    private static final Duration EXPORT = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final int WAITING = 4096;

    private static final TextMapGetter<Headers> READER = new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            return headers == null ? null : headers.first(name).orElse(null);
        }
    };

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private Tracing(TracePolicy policy, String url, String version) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(url)
                .setHeaders(policy::headers)
                .setConnectTimeout(EXPORT)
                .setTimeout(EXPORT)
                .setCompression("gzip")
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "lutra",
                        AttributeKey.stringKey("service.version"),
                        version)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(policy.ratio())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(WAITING)
                        .setScheduleDelay(Duration.ofSeconds(1))
                        .setExporterTimeout(EXPORT)
                        .build())
                .build();
        tracer = provider.get("io.lutra", version);
    }

    /** Traces as a policy says; nothing if it says that there are none. */
    public static Optional<Tracing> of(TracePolicy policy, String version) {
        return policy.url().map(url -> new Tracing(policy, url, version));
    }

    @Override
    public void finished(Call call, Outcome outcome) {
        if (call.isProbe()) {
            return;
        }
        var parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), call.headers(), READER);
        var route = call.route().isEmpty() ? "" : " " + call.route();
        var span = tracer.spanBuilder(call.method() + route)
                .setSpanKind(SpanKind.SERVER)
                .setParent(parent)
                .setStartTimestamp(nanos(call.received()), TimeUnit.NANOSECONDS)
                .startSpan();
        if (span.getSpanContext().isSampled()) {
            describe(span, call, outcome);
            var under = parent.with(span);
            call.laps().forEach(lap -> add(lap, under));
        }
        span.end(nanos(call.received().plus(outcome.took())), TimeUnit.NANOSECONDS);
        note(call, span.getSpanContext());
    }

    /** Lets the line of the log lead to the trace. */
    private static void note(Call call, SpanContext span) {
        if (span.isSampled()) {
            call.note("trace", span.getTraceId());
        }
    }

    private static void describe(Span span, Call call, Outcome outcome) {
        span.setAttribute("http.request.method", call.method());
        if (!call.route().isEmpty()) {
            span.setAttribute("http.route", call.route());
        }
        span.setAttribute("http.response.status_code", outcome.status());
        span.setAttribute("http.response.body.size", outcome.bytes());
        span.setAttribute("lutra.request", call.id());
        call.notes().forEach((key, value) -> {
            if (value instanceof Integer || value instanceof Long) {
                span.setAttribute("lutra." + key, ((Number) value).longValue());
            } else {
                span.setAttribute("lutra." + key, value.toString());
            }
        });
        if (outcome.status() >= 500) {
            span.setAttribute("error.type", Integer.toString(outcome.status()));
            span.setStatus(StatusCode.ERROR);
        } else if (!call.lateFailure().isEmpty()) {
            span.setAttribute("error.type", call.lateFailure());
            span.setStatus(StatusCode.ERROR);
        }
    }

    private void add(Lap lap, Context under) {
        var span = tracer.spanBuilder(lap.name())
                .setParent(under)
                .setStartTimestamp(nanos(lap.from()), TimeUnit.NANOSECONDS)
                .startSpan();
        lap.about().forEach((key, value) -> span.setAttribute("lutra." + key, value));
        span.end(nanos(lap.from().plus(lap.took())), TimeUnit.NANOSECONDS);
    }

    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    /** Sends what is left, if the receiver takes it soon. */
    @Override
    public void close() {
        provider.shutdown().join(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
