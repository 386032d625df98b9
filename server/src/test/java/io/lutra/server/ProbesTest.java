package io.lutra.server;

import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lutra.engine.ModelRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What orchestrators and load balancers are told. */
@Timeout(60)
class ProbesTest {
    @TempDir
    private Path folder;

    private static String check(HttpResponse<byte[]> ready, String name) {
        return json(ready).at("/checks/" + name).stringValue();
    }

    @Test
    void isLiveAndReadyOnceItCanDraw() throws Exception {
        try (var server = TestServer.start(folder)) {
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            var ready = server.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(json(ready).get("status").stringValue()).isEqualTo("ready");
            assertThat(json(ready).get("checks").values())
                    .isNotEmpty()
                    .allMatch(check -> check.stringValue().equals("ok"));
        }
    }

    @Test
    void answersHeadAndUnderV1Too() throws Exception {
        try (var server = TestServer.start(folder)) {
            for (var path : List.of("/health/live", "/health/ready", "/health", "/metrics", "/v1/health/ready")) {
                var head = server.send(server.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));

                assertThat(head.statusCode()).as(path).isEqualTo(200);
                assertThat(head.body()).isEmpty();
            }
        }
    }

    @Test
    void isLiveButNotReadyWhileTheModelsAreLoaded() throws Exception {
        var mayLoad = new CountDownLatch(1);
        try (var server = TestServer.loading(folder, config -> config, () -> {
            try {
                mayLoad.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new ModelRegistry(List.of(new StripesModel("stripes", 64)));
        })) {
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            var loading = server.get("/health/ready");
            assertThat(loading.statusCode()).isEqualTo(503);
            assertThat(check(loading, "models")).contains("loaded");
            assertThat(check(loading, "storage")).isEqualTo("ok");
            assertThat(Exposition.parse(server.get("/metrics").body()).sum("lutra_ready"))
                    .isZero();

            mayLoad.countDown();

            await().atMost(TestServer.PATIENCE)
                    .until(() -> server.get("/health/ready").statusCode() == 200);
        }
    }

    @Test
    void isNotReadyWithModelsThatCannotBeLoaded() throws Exception {
        try (var server = TestServer.loading(folder, config -> config, () -> {
            throw new IllegalStateException("no such weights");
        })) {
            await().atMost(TestServer.PATIENCE)
                    .until(() -> check(server.get("/health/ready"), "models").contains("could not be loaded"));
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isNotReadyWhileItCannotWrite() throws Exception {
        try (var server = TestServer.start(folder)) {
            var pictures = folder.resolve("pictures");
            var aside = folder.resolve("aside");
            Files.move(pictures, aside);

            var ready = server.get("/health/ready");

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(check(ready, "storage")).contains("written");
            assertThat(check(ready, "models")).isEqualTo("ok");
            Files.move(aside, pictures);
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isNotReadyWhileItFinishesWhatItDraws() throws Exception {
        var server = TestServer.start(folder);
        try (server;
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            var drawing = client.sendAsync(
                    server.generation("{'prompt':'x','size':'64x64','model':'stripes'}")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> server.model().open() == 1);
            var closing = Thread.ofPlatform().start(server::shutDown);
            await().atMost(TestServer.PATIENCE)
                    .until(() -> server.get("/health/ready").statusCode() == 503);
            var ready = server.get("/health/ready");
            assertThat(json(ready).get("checks").values())
                    .anyMatch(check -> check.stringValue().contains("closed"));
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);

            server.model().letGo();

            assertThat(drawing.get().statusCode()).isEqualTo(200);
            closing.join();
        }
    }
}
