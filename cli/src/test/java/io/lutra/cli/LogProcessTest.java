package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server writes to standard error. */
@Timeout(120)
class LogProcessTest {
    private static final Pattern READY = Pattern.compile("ready after .* at (\\S+)");

    @TempDir
    private Path folder;

    /** What a request was answered with, and everything that the server wrote to its log until it was told to end. */
    private record Logged(String requestId, List<String> lines) {}

    private Logged logged(Map<String, String> environment) throws IOException, InterruptedException {
        var process = Lutra.start(
                folder,
                environment,
                "serve",
                "--port",
                "0",
                "--data-dir",
                folder.toString(),
                "--model",
                "lutra-sketch");
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(url(process.inputReader()).resolve("/v1/images/generations"))
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"prompt\":\"very private\",\"size\":\"256x256\",\"user\":\"a\\\"b\"}"))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.discarding());
            assertThat(response.statusCode()).isEqualTo(200);
            process.toHandle().destroy();
            return new Logged(
                    response.headers().firstValue("x-request-id").orElseThrow(),
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } finally {
            process.destroyForcibly();
        }
    }

    private static URI url(BufferedReader out) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            var ready = READY.matcher(line);
            if (ready.find()) {
                return URI.create(ready.group(1));
            }
        }
        throw new AssertionError("the server ended before it was ready");
    }

    @Test
    void writesTextForPeople() throws Exception {
        var logged = logged(Map.of("LUTRA_LOG_FORMAT", ""));

        assertThat(logged.lines())
                .noneMatch(line -> line.endsWith(" ") || line.contains("private"))
                .anySatisfy(line -> assertThat(line)
                        .matches("\\S+ INFO  requests " + logged.requestId()
                                + " answered method=POST path=/v1/images/generations status=200 millis=\\d+ bytes=\\d+"
                                + " client=127.0.0.1 model=lutra-sketch .*"));
    }

    @Test
    void writesAnObjectForEachLineForPrograms() throws Exception {
        var logged = logged(Map.of(
                "LUTRA_LOG_FORMAT", "json", "LUTRA_LOG", "DEBUG", "LUTRA_TRACES_ENDPOINT", "http://127.0.0.1:9"));

        assertThat(logged.lines()).isNotEmpty().allSatisfy(line -> {
            var object = JsonMapper.shared().readTree(line);
            assertThat(Instant.parse(object.get("time").stringValue())).isBefore(Instant.now());
            assertThat(object.get("level").stringValue()).isIn("DEBUG", "INFO", "WARN");
            assertThat(object.get("logger").stringValue()).isNotEmpty();
            assertThat(object.has("message")).isTrue();
            assertThat(line).doesNotContain("private");
        });
        JsonNode request = logged.lines().stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.get("logger").stringValue().equals("lutra.requests"))
                .findFirst()
                .orElseThrow();
        assertThat(request.get("request").stringValue()).isEqualTo(logged.requestId());
        assertThat(request.get("status").intValue()).isEqualTo(200);
        assertThat(request.get("millis").isNumber()).isTrue();
        assertThat(request.get("trace").stringValue()).matches("[0-9a-f]{32}");
        assertThat(request.get("model").stringValue()).isEqualTo("lutra-sketch");
    }
}
