package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lutra.engine.ModelRegistry;
import io.lutra.server.access.AccessPolicy;
import io.lutra.server.access.Rates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A time of day that is set while the server runs. */
class ClockTest {
    @TempDir
    Path folder;

    private final AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final StripesModel model = new StripesModel("stripes", 256);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
    }

    private LutraServer start(Rates rates) throws InterruptedException {
        var config =
                ServerConfig.standard(folder).listeningOn("127.0.0.1", 0).withAccess(new AccessPolicy(false, rates));
        var server = LutraServer.start(config, () -> new ModelRegistry(List.of(model)), wall::get);
        server.awaitReady();
        return server;
    }

    private static HttpRequest generation(LutraServer server) {
        return HttpRequest.newBuilder(server.url().resolve("/v1/images/generations"))
                .timeout(TestServer.PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"prompt\":\"x\",\"size\":\"256x256\",\"model\":\"stripes\"}"))
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, -9})
    void linksOpenAndPicturesAreFinishedWhateverTheClockSays(int days) throws Exception {
        try (var server = start(Rates.UNBOUNDED)) {
            var first = client.send(generation(server), HttpResponse.BodyHandlers.ofByteArray());
            var link = URI.create(
                    JsonMapper.shared().readTree(first.body()).at("/data/0/url").stringValue());
            model.hold();
            var second = client.sendAsync(generation(server), HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> model.open() > 0);

            wall.updateAndGet(now -> now.plus(Duration.ofDays(days)));
            model.letGo();

            assertThat(second.get().statusCode()).isEqualTo(200);
            var opened = client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.discarding());
            assertThat(opened.statusCode()).isEqualTo(200);
            assertThat(opened.headers().firstValue("cache-control").orElse(""))
                    .matches("private, max-age=3[56][0-9]{2}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, -9})
    void limitsGoByMinutesThatPass(int days) throws Exception {
        try (var server = start(new Rates(600, 1, 0, 0))) {
            assertThat(client.send(generation(server), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);

            wall.updateAndGet(now -> now.plus(Duration.ofDays(days)));
            var second = client.send(generation(server), HttpResponse.BodyHandlers.discarding());

            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            second.headers().firstValue("retry-after").orElseThrow()))
                    .isBetween(1, 60);
        }
    }

    @Test
    void aNewDayBeginsWhenTheClockSaysSo() throws Exception {
        try (var server = start(new Rates(0, 0, 1, 0))) {
            assertThat(client.send(generation(server), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(client.send(generation(server), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(429);

            wall.updateAndGet(now -> now.plus(Duration.ofDays(1)));

            assertThat(client.send(generation(server), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
