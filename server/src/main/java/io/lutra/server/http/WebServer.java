package io.lutra.server.http;

import io.lutra.api.error.ApiError;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Listens for HTTP/1.1 and HTTP/2 (with TLS by ALPN, without by prior knowledge or upgrade), and has every request handled on
 * a virtual thread of its own.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int MAX_LINE = 8 << 10;
    private static final int MAX_HEAD = 32 << 10;
    private static final int MAX_CHUNK = 64 << 10;

    private final Vertx vertx;
    private final HttpServer server;
    private final Dispatcher dispatcher;
    private final Limits limits;
    private final RequestObserver observer;
    private final Exchange.Means means;
    private final Encryption encryption;
    private final InstantSource clock;
    private final RandomGenerator ids;
    private final Connections connections;
    private final Semaphore calls;
    private final Handled handled = new Handled();
    private final Set<HttpConnection> multiplexed = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("call-", 0).factory());

    private WebServer(Settings settings, Router router, InstantSource clock, RandomGenerator ids) {
        this.limits = settings.limits();
        observer = settings.observer().and(new RequestLog());
        this.clock = clock;
        this.ids = ids;
        dispatcher = new Dispatcher(router, clock);
        boolean isPlain = settings.front().tls() instanceof TlsFiles.None;
        connections = new Connections(limits, pipeline -> {
            if (isPlain) {
                pipeline.addFirst(new UpgradeFilter(MAX_LINE + MAX_HEAD));
            }
        });
        means = new Exchange.Means(limits, settings.front().proxies(), () -> draining, connections::cutOff);
        calls = new Semaphore(limits.calls());
        vertx = Vertx.builder()
                .withTransport(new GuardedTransport(connections))
                .with(new VertxOptions()
                        .setEventLoopPoolSize(2)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(2)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .build();
        encryption = new Encryption(settings.front().tls(), limits, vertx, clock);
        var options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEAD)
                .setMaxChunkSize(MAX_CHUNK)
                .setTcpNoDelay(true)
                .setInitialSettings(
                        new Http2Settings().setMaxConcurrentStreams(128).setMaxHeaderListSize(MAX_HEAD))
                .setHttp2ClearTextEnabled(true);
        try {
            encryption.apply(options);
        } catch (BadPair unusable) {
            encryption.close();
            var _ = vertx.close();
            throw new ListenException("cannot serve https: " + unusable.getMessage(), unusable);
        }
        server = vertx.createHttpServer(options)
                .connectionHandler(this::opened)
                .requestHandler(this::accept)
                .invalidRequestHandler(this::refuse)
                .exceptionHandler(broken -> {});
    }

    /**
     * Where and how to listen.
     *
     * @param port 0 takes a free one
     * @param observer told of every request when it is over
     */
    public record Settings(String host, int port, Limits limits, Front front, RequestObserver observer) {}

    /**
     * How busy it is.
     *
     * @param connections that are open
     * @param refused connections that were closed as they came, because there were too many
     * @param calls that are being handled
     */
    public record Activity(int connections, long refused, int calls) {}

    /**
     * Begins to listen.
     *
     * @param ids the source of request ids
     * @throws ListenException if it cannot listen there, or not encrypt as it was told to
     */
    public static WebServer start(Settings settings, Router router, InstantSource clock, RandomGenerator ids)
            throws InterruptedException {
        var started = new WebServer(settings, router, clock, ids);
        try {
            EventLoop.await(started.server.listen(), START);
        } catch (IOException e) {
            started.close();
            var where = settings.host() + ":" + settings.port();
            throw new ListenException(
                    e.getCause() instanceof BindException
                            ? "cannot listen on " + where + ": " + e.getCause().getMessage()
                                    + ". Is another server running there? Choose another with --port."
                            : "cannot listen on " + where + ": " + e.getMessage(),
                    e);
        }
        started.encryption.follow(started.server);
        started.vertx.setPeriodic(TICK.toMillis(), tick -> started.connections.closeIdle());
        return started;
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** How busy it is at this moment. */
    public Activity activity() {
        return new Activity(connections.count(), connections.refused(), limits.calls() - calls.availablePermits());
    }

    private void opened(HttpConnection connection) {
        if (connection.protocolVersion() == HttpVersion.HTTP_2) {
            multiplexed.add(connection);
            connection.closeHandler(closed -> multiplexed.remove(connection));
        }
    }

    /**
     * Has clients go elsewhere, and waits until all requests that are being handled are answered. It still listens, so that
     * those that come meanwhile get an answer; which one is not decided here. HTTP/2 is told by GOAWAY, HTTP/1.1 by
     * {@code connection: close} with each answer.
     *
     * @return whether all were answered in time
     */
    public boolean drain(Duration atMost) throws InterruptedException {
        draining = true;
        multiplexed.forEach(connection -> connection.shutdown(atMost.plus(limits.shutdown())));
        return handled.awaitNone(atMost);
    }

    private void accept(HttpServerRequest request) {
        var exchange =
                new Exchange(request, new EventLoop(vertx.getOrCreateContext()), means, requestId(), clock.instant());
        HttpConnection connection = request.connection();
        connections.began(connection);
        handled.begun();
        threads.execute(() -> {
            try {
                serve(exchange);
            } finally {
                if (draining && multiplexed.contains(connection)) {
                    connection.shutdown(limits.shutdown());
                }
                handled.ended();
                connections.ended(connection);
            }
        });
    }

    private void serve(Exchange exchange) {
        var call = exchange.call();
        try (var _ = MDC.putCloseable("request", call.id())) {
            serve(exchange, call);
        }
    }

    private void serve(Exchange exchange, Call call) {
        int status = 499;
        long sent = 0;
        try {
            var reply = handle(call);
            if (reply.isPresent()) {
                status = reply.get().status();
                sent = exchange.send(reply.get());
            } else {
                exchange.drop();
            }
        } catch (IOException | ClientGone left) {
            status = 499;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            exchange.drop();
        } finally {
            observer.finished(call, new RequestObserver.Outcome(status, sent, elapsed(call)));
        }
    }

    private Duration elapsed(Call call) {
        var took = Duration.between(call.received(), clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    private Optional<Reply> handle(Call call) {
        if (!calls.tryAcquire()) {
            return Optional.of(dispatcher.refuse(
                    call,
                    ApiError.unavailable(
                            "The server is handling too many requests.", "too_many_requests", Duration.ofSeconds(2))));
        }
        try {
            return dispatcher.dispatch(call);
        } finally {
            calls.release();
        }
    }

    /** Answers what is not HTTP as we accept it: Netty has already given up on it. */
    private void refuse(HttpServerRequest request) {
        var fault = request.decoderResult().cause();
        var reply = ErrorRenderer.render(ApiError.malformedRequest(
                fault == null || fault.getMessage() == null ? "it is not valid HTTP." : fault.getMessage()));
        var response = request.response().setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        response.putHeader("x-request-id", requestId()).putHeader("connection", "close");
        observer.malformed(reply.status());
        if (reply.content() instanceof Reply.Bytes(var bytes)) {
            response.end(Buffer.buffer(bytes))
                    .onComplete(done -> request.connection().close());
        }
    }

    private String requestId() {
        var id = new byte[16];
        ids.nextBytes(id);
        return "req_" + HexFormat.of().formatHex(id);
    }

    /** Stops listening, gives the answers on their way a moment, and drops the rest. */
    @Override
    public void close() {
        encryption.close();
        try {
            threads.shutdown();
            EventLoop.await(
                    server.shutdown(limits.shutdown().toMillis(), TimeUnit.MILLISECONDS),
                    limits.shutdown().plusSeconds(5));
        } catch (IOException e) {
            LOG.warn("the connections did not close: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        threads.close();
        try {
            EventLoop.await(vertx.close(), START);
        } catch (IOException e) {
            LOG.warn("the event loops did not end: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
