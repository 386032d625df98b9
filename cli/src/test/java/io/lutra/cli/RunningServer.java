package io.lutra.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** {@code lutra serve} as a process of its own, ready to draw. */
record RunningServer(Process process, URI base) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static RunningServer start(Path folder, String... options) throws IOException {
        var arguments = new ArrayList<>(List.of(
                "serve", "--port", "0", "--data-dir", folder.resolve("data").toString(), "--model", "lutra-sketch"));
        arguments.addAll(List.of(options));
        var process = Lutra.start(folder, Map.of("LUTRA_LOG", "ERROR"), arguments.toArray(String[]::new));
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            int at = line.indexOf(" at http");
            if (line.startsWith("ready") && at >= 0) {
                return new RunningServer(process, URI.create(line.substring(at + 4)));
            }
        }
        throw new IOException(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Draws a small picture and returns the path of its link, with its query. */
    String draw(HttpClient client) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve("/v1/images/generations"))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"a red apple\",\"size\":\"256x256\"}"))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
        }
        var url = URI.create(
                JsonMapper.shared().readTree(answer.body()).at("/data/0/url").stringValue());
        return url.getRawPath() + "?" + url.getRawQuery();
    }

    HttpResponse<byte[]> get(HttpClient client, String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Waits for its end, and returns its status. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server did not end within " + PATIENCE);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
