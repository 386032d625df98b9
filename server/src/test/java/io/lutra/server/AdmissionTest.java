package io.lutra.server;

import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lutra.engine.EngineException;
import io.lutra.engine.ModelRegistry;
import io.lutra.jobs.QueueLimits;
import io.lutra.server.http.ListenException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the server lets in: while it loads, when it is full, and when it cannot start at all. */
class AdmissionTest {
    @TempDir
    Path folder;

    @Test
    void refusesWhatDoesNotFitIntoTheQueueAndSaysWhenToComeBack() throws Exception {
        try (var server = TestServer.start(folder, config -> config.withQueue(new QueueLimits(2, 2)));
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            var drawing = client.sendAsync(
                    server.generation("{'prompt':'x','size':'256x256','n':4}").build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> server.model().open() == 4);
            var waiting = client.sendAsync(
                    server.generation("{'prompt':'x','size':'256x256','n':2}").build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE)
                    .until(() ->
                            json(server.get("/health")).get("waiting_pictures").intValue() == 2);

            var refused = server.generate("{'prompt':'x','size':'256x256'}");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(json(refused).at("/error/code").stringValue()).isEqualTo("rate_limit_exceeded");
            assertThat(json(refused).at("/error/type").stringValue()).isEqualTo("requests");
            assertThat(Long.parseLong(header(refused, "retry-after-ms"))).isPositive();
            assertThat(Long.parseLong(header(refused, "retry-after"))).isPositive();
            assertThat(header(refused, "x-should-retry")).isEmpty();
            server.model().letGo();
            assertThat(drawing.get().statusCode()).isEqualTo(200);
            assertThat(waiting.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void givesUpWhenTheClientSaysItDoesNotWaitAnyLonger() throws Exception {
        try (var server = TestServer.start(folder)) {
            server.model().hold();

            var response = server.send(
                    server.generation("{'prompt':'x','size':'256x256'}").header("x-stainless-timeout", "1"));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(json(response).at("/error/code").stringValue()).isEqualTo("deadline_exceeded");
        }
    }

    @Test
    void saysAtOnceThatItCannotMeetADeadline() throws Exception {
        try (var server = TestServer.start(folder);
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            var slow = client.sendAsync(
                    server.generation("{'prompt':'x','size':'256x256','steps':3}")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            for (int step = 1; step <= 3; step++) {
                int taken = step;
                await().pollDelay(Duration.ofMillis(700))
                        .atMost(TestServer.PATIENCE)
                        .until(() -> {
                            server.model().allow(1);
                            return server.model().stepsTaken() >= taken;
                        });
            }
            assertThat(slow.get().statusCode()).isEqualTo(200);

            var refused = server.send(server.generation("{'prompt':'x','size':'256x256','n':4,'steps':50}")
                    .header("x-stainless-timeout", "5"));

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(json(refused).at("/error/message").stringValue())
                    .contains("longer than your client says it waits");
            assertThat(Long.parseLong(header(refused, "retry-after-ms"))).isPositive();
        }
    }

    @Test
    void listensWhileItLoads() throws Exception {
        var loaded = new CountDownLatch(1);
        var config = ServerConfig.standard(folder).listeningOn("127.0.0.1", 0).withLoading(Duration.ofMillis(50));
        try (var client = HttpClient.newHttpClient();
                var server = LutraServer.start(config, () -> {
                    try {
                        loaded.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return new ModelRegistry(List.of(new StripesModel("stripes", 1024)));
                })) {
            try {
                var health = get(client, server, "/health");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(header(health, "retry-after")).isEqualTo("1");

                var impatient = client.send(generation(server).build(), HttpResponse.BodyHandlers.ofByteArray());
                assertThat(impatient.statusCode()).isEqualTo(503);
                assertThat(json(impatient).at("/error/code").stringValue()).isEqualTo("model_loading");
                assertThat(header(impatient, "retry-after")).isNotEmpty();

                var patient = client.sendAsync(
                        generation(server).header("x-stainless-timeout", "600").build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                loaded.countDown();
                assertThat(patient.get().statusCode()).isEqualTo(200);
                assertThat(get(client, server, "/health").statusCode()).isEqualTo(200);
            } finally {
                loaded.countDown();
            }
        }
    }

    @Test
    void saysWhyItCannotDraw() throws Exception {
        var config = ServerConfig.standard(folder).listeningOn("127.0.0.1", 0);
        try (var server = LutraServer.start(config, () -> {
            throw new EngineException.BadWeights("model.safetensors is 12 bytes short");
        })) {
            assertThatThrownBy(server::awaitReady)
                    .isInstanceOf(EngineException.BadWeights.class)
                    .hasMessageContaining("12 bytes short");
        }
    }

    @Test
    void saysInOneLineThatItsPortIsTaken(@TempDir Path other) throws Exception {
        try (var server = TestServer.start(folder)) {
            var config = ServerConfig.standard(other).listeningOn("127.0.0.1", server.port());

            assertThatThrownBy(() -> LutraServer.start(config, () -> {
                        throw new IllegalStateException("must not be loaded");
                    }))
                    .isInstanceOf(ListenException.class)
                    .hasMessageMatching("cannot listen on 127.0.0.1:" + server.port() + ": .*--port.*");
        }
    }

    @Test
    void endsWhatIsBeingDrawnWhenItIsClosed() throws Exception {
        var server = TestServer.start(folder);
        try (var client = HttpClient.newHttpClient()) {
            var drawing = client.sendAsync(
                    server.generation("{'prompt':'x','size':'256x256','n':4,'steps':50}")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> server.model().begun() == 4);

            server.close();

            assertThat(drawing.get().statusCode()).as("it was given the time").isEqualTo(200);
        }
    }

    private static HttpRequest.Builder generation(LutraServer server) {
        return HttpRequest.newBuilder(URI.create(server.url() + "/v1/images/generations"))
                .timeout(TestServer.PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"x\",\"size\":\"256x256\"}"));
    }

    private static HttpResponse<byte[]> get(HttpClient client, LutraServer server, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
