package io.lutra.server;

import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lutra.server.access.AccessPolicy;
import io.lutra.server.access.Grant;
import io.lutra.server.access.KeyFile;
import io.lutra.server.access.Rates;
import io.lutra.server.access.Switches;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, and how often. */
class KeysTest {
    private static final String ONE = "{'prompt':'x','size':'64x64','model':'stripes'}";

    @TempDir
    Path folder;

    private String key(String name, Grant grant) {
        return new KeyFile(folder)
                .add(name, grant, Instant.ofEpochSecond(1_795_420_800), new Random(name.hashCode()))
                .secret();
    }

    private TestServer start(Rates rates) throws InterruptedException {
        return TestServer.start(folder, config -> config.withAccess(new AccessPolicy(true, rates)));
    }

    private static Grant limited(int requests, int pictures, int day, int jobs) {
        return new Grant(false, List.of(), requests, pictures, day, jobs, Switches.INHERITED);
    }

    private static HttpRequest.Builder as(String key, HttpRequest.Builder request) {
        return request.header("authorization", "Bearer " + key);
    }

    private static HttpResponse<byte[]> generate(TestServer server, String key, String json) throws Exception {
        return server.send(as(key, server.generation(json)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models/stripes", "/v1/images/generations", "/v1/nothing"})
    void asksForAKeyBeforeItTellsAnything(String path) throws Exception {
        try (var server = start(Rates.UNBOUNDED)) {
            var none = server.get(path);
            var wrong = server.send(as("sk-0123456789abcdef", server.request(path)));

            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(header(none, "www-authenticate")).isEqualTo("Bearer");
            assertThat(header(none, "x-should-retry")).isEqualTo("false");
            assertThat(json(none).at("/error/message").stringValue()).startsWith("You didn't provide an API key.");
            assertThat(json(none).at("/error/code").isNull()).isTrue();
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(json(wrong).at("/error/code").stringValue()).isEqualTo("invalid_api_key");
            assertThat(json(wrong).at("/error/message").stringValue())
                    .startsWith("Incorrect API key provided: sk-01234****cdef.")
                    .doesNotContain("567");
        }
    }

    @Test
    void drawsForAKeyAndHandsOutPicturesWithoutOne() throws Exception {
        var anna = key("anna", Grant.STANDARD);
        try (var server = start(Rates.UNBOUNDED)) {
            var drawn = generate(server, anna, ONE);

            assertThat(drawn.statusCode()).isEqualTo(200);
            assertThat(header(drawn, "x-ratelimit-limit-requests")).isEmpty();
            var url = URI.create(json(drawn).at("/data/0/url").stringValue());
            assertThat(server.get(url.getPath() + "?" + url.getQuery()).statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            assertThat(server.get("/openapi.json").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takesUpNewAndRevokedKeysWithoutARestart() throws Exception {
        try (var server = start(Rates.UNBOUNDED)) {
            var late = key("late", Grant.STANDARD);
            await().atMost(TestServer.PATIENCE)
                    .until(() -> generate(server, late, ONE).statusCode() == 200);

            new KeyFile(folder).revoke("late");

            await().atMost(TestServer.PATIENCE)
                    .until(() -> generate(server, late, ONE).statusCode() == 401);
        }
    }

    @Test
    void refusesAKeyOfWhichOnlyTheIdIsRight() throws Exception {
        var anna = key("anna", Grant.STANDARD);
        var forged = anna.substring(0, anna.length() - 1) + (anna.endsWith("A") ? "B" : "A");
        try (var server = TestServer.start(folder)) {
            assertThat(generate(server, forged, ONE).statusCode()).isEqualTo(401);
            assertThat(generate(server, anna, ONE).statusCode()).isEqualTo(200);
            assertThat(generate(server, "anything", ONE).statusCode())
                    .as("no key is needed here")
                    .isEqualTo(200);
        }
    }

    @Test
    void showsAKeyOnlyItsModels() throws Exception {
        var anna = key("anna", new Grant(false, List.of("dall-e-2"), -1, -1, -1, -1, Switches.INHERITED));
        try (var server = start(Rates.UNBOUNDED)) {
            var list = json(server.send(as(anna, server.request("/v1/models"))));

            assertThat(list.get("data").values()).hasSize(1);
            assertThat(list.at("/data/0/id").stringValue()).isEqualTo("dall-e-2");
            assertThat(server.send(as(anna, server.request("/v1/models/stripes")))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(generate(server, anna, "{'prompt':'x','size':'256x256','model':'dall-e-2'}")
                            .statusCode())
                    .isEqualTo(200);
            var refused = generate(server, anna, ONE);
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(json(refused).at("/error/code").stringValue()).isEqualTo("model_not_found");
            assertThat(server.model().begun()).isEqualTo(1);
        }
    }

    @Test
    void countsRequestsOfEachKeyForItself() throws Exception {
        var anna = key("anna", limited(2, -1, -1, -1));
        var ben = key("ben", Grant.STANDARD);
        try (var server = start(new Rates(3, 0, 0, 0))) {
            var first = server.send(as(anna, server.request("/v1/models")));
            server.send(as(anna, server.request("/v1/models")));
            var third = server.send(as(anna, server.request("/v1/models")));

            assertThat(header(first, "x-ratelimit-limit-requests")).isEqualTo("2");
            assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("1");
            assertThat(header(first, "x-ratelimit-reset-requests")).matches("30s|29s");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(json(third).at("/error/type").stringValue()).isEqualTo("requests");
            assertThat(Long.parseLong(header(third, "retry-after-ms"))).isBetween(20_000L, 30_000L);
            assertThat(header(third, "x-ratelimit-remaining-requests")).isEqualTo("0");
            assertThat(header(server.send(as(ben, server.request("/v1/models"))), "x-ratelimit-limit-requests"))
                    .as("that of the configuration")
                    .isEqualTo("3");
        }
    }

    @Test
    void countsPicturesAndNotWhatWasRefused() throws Exception {
        var anna = key("anna", limited(0, 5, 6, 0));
        try (var server = start(Rates.UNBOUNDED)) {
            assertThat(generate(server, anna, "{'prompt':'x','n':11}").statusCode())
                    .isEqualTo(400);
            var four = generate(server, anna, "{'prompt':'x','size':'64x64','model':'stripes','n':4}");
            var tooMany = generate(server, anna, "{'prompt':'x','size':'64x64','model':'stripes','n':2}");
            var quota = generate(server, anna, "{'prompt':'x','size':'64x64','model':'stripes','n':3}");

            assertThat(four.statusCode()).isEqualTo(200);
            assertThat(header(four, "x-ratelimit-remaining-images")).isEqualTo("1");
            assertThat(header(four, "x-ratelimit-remaining-images-day")).isEqualTo("2");
            assertThat(tooMany.statusCode()).isEqualTo(429);
            assertThat(json(tooMany).at("/error/type").stringValue()).isEqualTo("images");
            assertThat(Long.parseLong(header(tooMany, "retry-after-ms"))).isBetween(1L, 12_000L);
            assertThat(quota.statusCode()).isEqualTo(429);
            assertThat(json(quota).at("/error/code").stringValue()).isEqualTo("insufficient_quota");
            assertThat(header(quota, "x-should-retry")).isEqualTo("false");
        }
    }

    @Test
    void givesBackThePicturesOfAJobThatFailed() throws Exception {
        var anna = key("anna", limited(0, 0, 1, 0));
        try (var server = start(Rates.UNBOUNDED)) {
            assertThat(generate(server, anna, "{'prompt':'broken'}").statusCode())
                    .isEqualTo(500);

            assertThat(generate(server, anna, ONE).statusCode()).isEqualTo(200);
            assertThat(generate(server, anna, ONE).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void drawsOnlySoManyJobsOfAKeyAtOnce() throws Exception {
        var anna = key("anna", limited(0, 0, 0, 1));
        try (var server = start(Rates.UNBOUNDED);
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            var drawing =
                    client.sendAsync(as(anna, server.generation(ONE)).build(), HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> server.model().open() == 1);

            var second = generate(server, anna, ONE);
            server.model().letGo();

            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(json(second).at("/error/message").stringValue()).contains("parallel");
            assertThat(drawing.get().statusCode()).isEqualTo(200);
            assertThat(generate(server, anna, ONE).statusCode()).isEqualTo(200);
        }
    }
}
