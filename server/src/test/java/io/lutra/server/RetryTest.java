package io.lutra.server;

import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client libraries that try again on their own. */
class RetryTest {
    private static final String BODY = "{'prompt':'x','size':'256x256','response_format':'b64_json'}";

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws InterruptedException {
        server = TestServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder attempt(String body, int count, String key) {
        return server.generation(body)
                .header("x-stainless-retry-count", Integer.toString(count))
                .header("authorization", "Bearer " + key);
    }

    @Test
    void aSecondTryJoinsTheJobThatRuns() throws Exception {
        server.model().hold();
        try (var client = HttpClient.newHttpClient()) {
            var first = client.sendAsync(attempt(BODY, 0, "a").build(), HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> server.model().begun() == 1);
            var second = client.sendAsync(attempt(BODY, 1, "a").build(), HttpResponse.BodyHandlers.ofByteArray());
            var other = client.sendAsync(attempt(BODY, 1, "b").build(), HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> {
                server.model().allow(1);
                return other.isDone() && second.isDone();
            });

            assertThat(json(second.get()).get("data"))
                    .isEqualTo(json(first.get()).get("data"));
            assertThat(header(second.get(), "lutra-seed")).isEqualTo(header(first.get(), "lutra-seed"));
            assertThat(json(other.get()).get("data"))
                    .isNotEqualTo(json(first.get()).get("data"));
            assertThat(server.model().begun()).isEqualTo(2);
        }
    }

    @Test
    void aSecondTryIsAnsweredWithTheJobThatJustEnded() throws Exception {
        var first = server.send(attempt(BODY, 0, "a"));

        var second = server.send(attempt(BODY, 2, "a"));

        assertThat(json(second).get("data")).isEqualTo(json(first).get("data"));
        assertThat(server.model().begun()).isEqualTo(1);
    }

    @Test
    void aNewRequestIsDrawnAnew() throws Exception {
        server.send(attempt(BODY, 0, "a"));

        server.send(attempt(BODY, 0, "a"));
        server.send(attempt(BODY.replace("'x'", "'y'"), 1, "a"));

        assertThat(server.model().begun()).isEqualTo(3);
    }

    @Test
    void whatFailedIsTriedAgain() throws Exception {
        var broken = BODY.replace("'x'", "'broken'");

        assertThat(server.send(attempt(broken, 0, "a")).statusCode()).isEqualTo(500);
        assertThat(server.send(attempt(broken, 1, "a")).statusCode()).isEqualTo(500);
        assertThat(server.send(attempt(BODY, 1, "a")).statusCode()).isEqualTo(200);
    }
}
