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
import io.lutra.server.pictures.BookPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are fetched again. */
class ResultsTest {
    private static final String LINKED = "{'prompt':'x','n':2,'size':'256x256'}";
    private static final String INLINE = "{'prompt':'x','n':2,'size':'256x256','response_format':'b64_json'}";

    @TempDir
    Path folder;

    private static HttpResponse<byte[]> again(TestServer server, HttpResponse<?> answer, String query)
            throws Exception {
        return server.get("/v1/images/requests/" + header(answer, "x-request-id") + query);
    }

    @Test
    void linksAreGivenAgainAlsoAfterARestart() throws Exception {
        HttpResponse<byte[]> first;
        try (var server = TestServer.start(folder)) {
            first = server.generate(LINKED);
        }
        try (var server = TestServer.start(folder)) {
            var second = again(server, first, "");

            assertThat(json(second).get("data")).hasSize(2);
            for (int i = 0; i < 2; i++) {
                var old = URI.create(json(first).at("/data/" + i + "/url").asString());
                var link = URI.create(json(second).at("/data/" + i + "/url").asString());
                assertThat(link.getPath()).isEqualTo(old.getPath());
                assertThat(server.get(link.getRawPath() + "?" + link.getRawQuery())
                                .body())
                        .startsWith((byte) 0x89, 'P', 'N', 'G');
            }
        }
    }

    @Test
    void inlinePicturesAreGivenAgainToTheByte() throws Exception {
        try (var server = TestServer.start(folder)) {
            var first = server.generate(INLINE);

            assertThat(json(again(server, first, ""))).isEqualTo(json(first));
            assertThat(json(again(server, first, "?response_format=url"))
                            .at("/data/1/url")
                            .asString())
                    .startsWith("http://");
            assertThat(again(server, first, "?response_format=gif").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void streamedPicturesCanBeFetchedAgain() throws Exception {
        try (var server = TestServer.start(folder)) {
            var first = server.generate("{'prompt':'x','size':'256x256','stream':true,'model':'gpt-image-1'}"
                    .replace("256x256", "1024x1024"));
            var second = again(server, first, "");

            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(new String(first.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains(json(second).at("/data/0/b64_json").asString());
            assertThat(json(second).at("/usage/total_tokens").asInt()).isPositive();
        }
    }

    @Test
    void aClientThatLeavesCanHaveItsPicturesFinished() throws Exception {
        try (var server = TestServer.start(folder);
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            var answer = client.sendAsync(
                    server.generation(LINKED)
                            .header("lutra-on-disconnect", "finish")
                            .header("x-client-request-id", "mine of/today")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> server.model().begun() == 2);
            answer.cancel(true);
            var mine = "/v1/images/requests/mine%20of%2Ftoday";
            assertThat(server.get(mine).statusCode()).isEqualTo(202);
            server.model().letGo();

            await().atMost(TestServer.PATIENCE).until(() -> server.get(mine).statusCode() == 200);
            assertThat(json(server.get(mine)).get("data")).hasSize(2);
            var usage =
                    "/v1/organization/usage/images?start_time=" + (Instant.now().getEpochSecond() - 3600);
            await().atMost(TestServer.PATIENCE)
                    .until(() -> json(server.get(usage)).findValues("images").stream()
                                    .mapToInt(images -> images.asInt())
                                    .sum()
                            == 2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsBeingDrawnIsSaidToBe(boolean streamed) throws Exception {
        try (var server = TestServer.start(folder);
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            // Headers of a stream come before its pictures, and with them the id.
            var body = streamed ? LINKED.replace("}", ",'stream':true}") : LINKED;
            var answer = client.sendAsync(
                    server.generation(body)
                            .header("lutra-on-disconnect", "finish")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            await().atMost(TestServer.PATIENCE).until(() -> server.model().begun() == 2);
            if (!streamed) {
                server.model().letGo();
                assertThat(again(server, answer.get(), "").statusCode()).isEqualTo(200);
                return;
            }
            var pending = again(server, answer.get(), "");
            assertThat(pending.statusCode()).isEqualTo(202);
            assertThat(json(pending).get("status").asString()).isEqualTo("drawing");

            answer.get().body().close();
            server.model().letGo();

            await().atMost(TestServer.PATIENCE)
                    .until(() -> again(server, answer.get(), "").statusCode() == 200);
            assertThat(json(again(server, answer.get(), "")).get("data")).hasSize(2);
        }
    }

    @Test
    void othersAreToldThatThereIsNone() throws Exception {
        var keys = new KeyFile(folder);
        var now = Instant.now();
        var owner = keys.add("owner", Grant.STANDARD, now, new Random(1)).secret();
        var other = keys.add("other", Grant.STANDARD, now, new Random(2)).secret();
        var admin = keys.add(
                        "admin", new Grant(true, List.of(), -1, -1, -1, -1, Switches.INHERITED), now, new Random(3))
                .secret();
        try (var server =
                TestServer.start(folder, config -> config.withAccess(new AccessPolicy(true, Rates.UNBOUNDED)))) {
            var first = server.send(as(owner, server.generation(LINKED)));
            var path = "/v1/images/requests/" + header(first, "x-request-id");

            assertThat(server.get(path).statusCode()).isEqualTo(401);
            assertThat(server.send(as(other, server.request(path))).statusCode())
                    .isEqualTo(404);
            assertThat(server.send(as(owner, server.request(path))).statusCode())
                    .isEqualTo(200);
            assertThat(server.send(as(admin, server.request(path))).statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpRequest.Builder as(String key, HttpRequest.Builder request) {
        return request.header("authorization", "Bearer " + key);
    }

    @Test
    void inlinePicturesAreNotKeptIfToldSo() throws Exception {
        var nothing = new BookPolicy(Duration.ofDays(1), false, false);
        try (var server = TestServer.start(folder, config -> config.withBooks(nothing))) {
            assertThat(again(server, server.generate(INLINE), "").statusCode()).isEqualTo(404);
            assertThat(again(server, server.generate(LINKED), "").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"req_nothing", "%27%20OR%201%3D1", "..%2F..%2Fserver.key"})
    void strangeRequestsHaveNoAnswer(String request) throws Exception {
        try (var server = TestServer.start(folder)) {
            server.generate(LINKED);
            var response = server.get("/v1/images/requests/" + request);

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(json(response).at("/error/code").asString()).isEqualTo("result_not_found");
        }
    }

    @Test
    void theNameOfAClientMustBePlainAndShort() throws Exception {
        try (var server = TestServer.start(folder)) {
            var response = server.send(server.generation(LINKED).header("x-client-request-id", "x".repeat(513)));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).at("/error/param").asString()).isEqualTo("x-client-request-id");
        }
    }

    @Test
    void saysWhatADisconnectCanMean() throws Exception {
        try (var server = TestServer.start(folder)) {
            var response = server.send(server.generation(LINKED).header("lutra-on-disconnect", "explode"));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).at("/error/param").asString()).isEqualTo("lutra-on-disconnect");
        }
    }
}
