package io.lutra.bench.load;

import io.lutra.server.usage.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server is killed (SIGKILL) in the middle of its work, again and again on one data folder; what was answered before must be
 * there afterwards. Run it by {@code bench/kill}.
 */
final class KillBench {
    private static final int PAINTERS = 6;
    private static final int SHORTEST_MILLIS = 300;
    private static final int MILLIS = 2500;
    private static final byte[] PNG_END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};

    private final Path data;
    private final Random random = new Random(1);
    private final Queue<String> links = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cut = new AtomicInteger();

    private KillBench(Path data) {
        this.data = data;
    }

    /** {@code ROUNDS}: how often it is killed. Ends with status 1 if anything that was answered is lost. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        var bench = new KillBench(Files.createTempDirectory("lutra-kill"));
        long[] recoveries = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long begun = System.nanoTime();
            var server = bench.start();
            recoveries[i] = (System.nanoTime() - begun) / 1_000_000;
            bench.paintUntilKilled(server);
        }
        Arrays.sort(recoveries);
        var server = bench.start();
        int lost = bench.lost(server.port());
        server.process().destroy();
        server.process().waitFor();
        long accounted = bench.accounted();
        long halves = bench.halves();
        System.out.printf(
                "killed %d times: %d pictures had been answered, %d requests were cut off%n"
                        + "lost: %d of the answered pictures; half-written files left: %d; pictures accounted: %d; database: %s%n"
                        + "from start to ready: median %.1f s, longest %.1f s%n",
                rounds,
                bench.links.size(),
                bench.cut.get(),
                lost,
                halves,
                accounted,
                bench.integrity(),
                recoveries[rounds / 2] / 1e3,
                recoveries[rounds - 1] / 1e3);
        boolean well = lost == 0 && halves == 0 && accounted >= bench.links.size();
        System.out.println(well ? "Nothing that was answered is lost." : "NOT WELL");
        System.exit(well ? 0 : 1);
    }

    private record Server(Process process, int port) {}

    private Server start() throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-Dlutra.home=" + System.getProperty("lutra.home"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.lutra.cli.Main",
                        "serve",
                        "--port",
                        "0",
                        "--data-dir",
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready")) {
                return new Server(
                        process,
                        URI.create(line.substring(line.indexOf("http"))).getPort());
            }
        }
        throw new IOException("the server did not start");
    }

    private void paintUntilKilled(Server server) throws InterruptedException {
        try (var painters = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, PAINTERS).forEach(i -> painters.execute(() -> paint(server.port())));
            Thread.sleep(SHORTEST_MILLIS + random.nextInt(MILLIS));
            server.process().destroyForcibly().waitFor();
        }
    }

    private void paint(int port) {
        var request = Wire.request(
                "POST",
                "/v1/images/generations",
                "application/json",
                "{\"prompt\":\"A cute baby sea otter\",\"size\":\"256x256\"}".getBytes(StandardCharsets.UTF_8));
        try (var wire = new Wire(port)) {
            while (true) {
                var answer = wire.exchange(request);
                if (answer.status() == 200) {
                    var url = URI.create(JsonMapper.shared()
                            .readTree(answer.body())
                            .at("/data/0/url")
                            .asString());
                    links.add(url.getRawPath() + "?" + url.getRawQuery());
                }
            }
        } catch (IOException killed) {
            cut.incrementAndGet();
        }
    }

    /** Links that do not lead to a whole picture. */
    private int lost(int port) throws IOException {
        int lost = 0;
        try (var wire = new Wire(port)) {
            for (var link : links) {
                var answer = wire.exchange(Wire.request("GET", link, "", new byte[0]));
                var body = answer.body();
                boolean whole = answer.status() == 200
                        && body.length > PNG_END.length
                        && Arrays.equals(body, body.length - PNG_END.length, body.length, PNG_END, 0, PNG_END.length);
                lost += whole ? 0 : 1;
            }
        }
        return lost;
    }

    private long halves() throws IOException {
        try (var files = Files.list(data.resolve("pictures"))) {
            return files.filter(file -> !file.toString().endsWith(".png")).count();
        }
    }

    private long accounted() throws SQLException {
        return Long.parseLong(told("SELECT COUNT(*) FROM pictures"));
    }

    private String integrity() throws SQLException {
        return told("PRAGMA integrity_check");
    }

    private String told(String question) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + Database.file(data));
                var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            return List.of(row.getString(1)).getFirst();
        }
    }
}
