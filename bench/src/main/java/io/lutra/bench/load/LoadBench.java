package io.lutra.bench.load;

import io.lutra.engine.ModelRegistry;
import io.lutra.server.LutraServer;
import io.lutra.server.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Requests a second over many connections: of Lutra with a model that costs nothing, and of a bare Vert.x handler that reads the
 * same requests and answers with the same bytes. Both and the client share the machine, turn by turn. Run it by {@code bench/load}.
 */
final class LoadBench {
    private static final byte[] LIST = Wire.request("GET", "/v1/models", "", new byte[0]);
    private static final byte[] DRAW = Wire.request(
            "POST",
            "/v1/images/generations",
            "application/json",
            "{\"prompt\":\"An otter\",\"size\":\"64x64\",\"model\":\"free\",\"response_format\":\"b64_json\"}"
                    .getBytes(StandardCharsets.UTF_8));

    private LoadBench() {}

    /** Prints a table: {@code [CONNECTIONS [SECONDS [ROUNDS]]]}. */
    public static void main(String[] arguments) throws Exception {
        int connections = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 64;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        var folder = Files.createTempDirectory("lutra-load");
        var config = ServerConfig.standard(folder).listeningOn("127.0.0.1", 0);
        try (var server = LutraServer.start(config, () -> new ModelRegistry(List.of(new FreeModel())))) {
            server.awaitReady();
            byte[] list = once(server.port(), LIST);
            byte[] picture = once(server.port(), DRAW);
            var bareList = new Bare(list);
            var bareDraw = new Bare(picture);
            var cases = new LinkedHashMap<String, Case>();
            cases.put("bare handler, GET of %d bytes".formatted(list.length), new Case(bareList.port(), LIST));
            cases.put("Lutra, GET /v1/models", new Case(server.port(), LIST));
            cases.put(
                    "bare handler, POST answered with %d bytes".formatted(picture.length),
                    new Case(bareDraw.port(), DRAW));
            cases.put("Lutra, POST /v1/images/generations, inline", new Case(server.port(), DRAW));
            for (var one : cases.values()) {
                one.run(connections, Duration.ofSeconds(seconds));
                one.forget();
            }
            for (int i = 0; i < rounds; i++) {
                for (var one : cases.values()) {
                    one.run(connections, Duration.ofSeconds(seconds));
                }
            }
            System.out.printf(
                    "%d connections, %d rounds of %d s each, %d cores for server and client%n%n",
                    connections, rounds, seconds, Runtime.getRuntime().availableProcessors());
            System.out.println("| | requests/s, median (best) | p50 | p99 |\n|---|---|---|---|");
            cases.forEach((name, one) -> System.out.println(one.row(name)));
            var all = List.copyOf(cases.values());
            System.out.printf(
                    "%nLutra against the bare handler: %.2f of its requests for GET, %.2f for a picture%n",
                    all.get(1).median() / all.get(0).median(),
                    all.get(3).median() / all.get(2).median());
            bareList.close();
            bareDraw.close();
        }
    }

    private static byte[] once(int port, byte[] request) throws IOException {
        try (var wire = new Wire(port)) {
            var answer = wire.exchange(request);
            if (answer.status() != 200) {
                throw new IOException(answer.text());
            }
            return answer.body();
        }
    }

    /** Reads a request to its end, and answers with fixed bytes. */
    private static final class Bare implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final int port;

        private Bare(byte[] answer) throws Exception {
            var body = io.vertx.core.buffer.Buffer.buffer(answer);
            port = vertx.createHttpServer(
                            new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                    .requestHandler(request -> request.body()
                            .onSuccess(read -> request.response()
                                    .putHeader("content-type", "application/json")
                                    .end(body.copy())))
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .actualPort();
        }

        private int port() {
            return port;
        }

        @Override
        public void close() {
            vertx.close();
        }
    }

    /** One kind of request to one server, and what was measured. */
    private static final class Case {
        private final int port;
        private final byte[] request;
        private final List<Double> rates = new ArrayList<>();
        private final List<long[]> latencies = new ArrayList<>();

        private Case(int port, byte[] request) {
            this.port = port;
            this.request = request;
        }

        private void run(int connections, Duration time) throws Exception {
            var work = new ArrayList<Callable<long[]>>();
            long begun = System.nanoTime();
            long end = begun + time.toNanos();
            for (int i = 0; i < connections; i++) {
                work.add(() -> until(end));
            }
            int count = 0;
            try (var threads = Executors.newFixedThreadPool(connections)) {
                for (var done : threads.invokeAll(work)) {
                    latencies.add(done.get());
                    count += done.get().length;
                }
            }
            rates.add(count * 1e9 / (System.nanoTime() - begun));
        }

        private long[] until(long end) throws IOException {
            var nanos = new long[1024];
            int count = 0;
            try (var wire = new Wire(port)) {
                for (long from = System.nanoTime(); from < end; count++) {
                    var answer = wire.exchange(request);
                    if (answer.status() != 200) {
                        throw new IOException(answer.text());
                    }
                    if (count == nanos.length) {
                        nanos = Arrays.copyOf(nanos, count * 2);
                    }
                    long now = System.nanoTime();
                    nanos[count] = now - from;
                    from = now;
                }
            }
            return Arrays.copyOf(nanos, count);
        }

        private void forget() {
            rates.clear();
            latencies.clear();
        }

        private double median() {
            return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow();
        }

        private String row(String name) {
            var sorted =
                    latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return "| %s | %.0f (%.0f) | %.1f ms | %.1f ms |"
                    .formatted(
                            name,
                            median(),
                            rates.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .max()
                                    .orElseThrow(),
                            sorted[sorted.length / 2] / 1e6,
                            sorted[(int) (sorted.length * 0.99)] / 1e6);
        }
    }
}
