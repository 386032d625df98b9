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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who is told what was drawn for whom. */
class UsageTest {
    private static final String USAGE = "/v1/organization/usage/images";

    @TempDir
    Path folder;

    private String key(String name, Grant grant) {
        return new KeyFile(folder)
                .add(name, grant, Instant.now(), new Random(name.hashCode()))
                .secret();
    }

    private static Grant perDay(int pictures) {
        return new Grant(false, List.of(), -1, -1, pictures, -1, Switches.INHERITED);
    }

    private TestServer withKeys() throws InterruptedException {
        return TestServer.start(folder, config -> config.withAccess(new AccessPolicy(true, Rates.UNBOUNDED)));
    }

    private static HttpRequest.Builder as(String key, HttpRequest.Builder request) {
        return request.header("authorization", "Bearer " + key);
    }

    /** Today's first bucket, with another query behind it. */
    private static JsonNode today(TestServer server, String query, String... headers) throws Exception {
        var request = server.request(USAGE + "?start_time=" + (Instant.now().getEpochSecond() - 3600) + query);
        if (headers.length > 0) {
            request.headers(headers);
        }
        var response = server.send(request);
        assertThat(response.statusCode()).isEqualTo(200);
        return json(response);
    }

    /** All results of a page, whatever the hour: a day may have begun meanwhile. */
    private static List<JsonNode> results(JsonNode page) {
        return page.get("data").values().stream()
                .flatMap(bucket -> bucket.get("results").values().stream())
                .toList();
    }

    private static long images(JsonNode page) {
        return results(page).stream()
                .mapToLong(result -> result.get("images").asLong())
                .sum();
    }

    @Test
    void accountsEveryPictureToWhatItWasDrawnFor() throws Exception {
        try (var server = TestServer.start(folder)) {
            server.generate("{'prompt':'x','n':3,'size':'256x256','user':'anna'}");
            server.generate("{'prompt':'x','n':2,'size':'512x512','user':'bert','response_format':'b64_json'}");

            var all = results(today(server, ""));
            var byUser = results(today(server, "&group_by=user_id&group_by[]=size"));

            assertThat(all).hasSize(1);
            assertThat(all.getFirst().get("images").asInt()).isEqualTo(5);
            assertThat(all.getFirst().get("num_model_requests").asInt()).isEqualTo(2);
            assertThat(all.getFirst().get("model").isNull()).isTrue();
            assertThat(byUser.stream()
                            .map(result -> result.get("images").asInt() + " "
                                    + result.get("size").asString()))
                    .containsExactlyInAnyOrder("3 256x256", "2 512x512");
            assertThat(byUser.stream().map(result -> result.get("user_id").asString()))
                    .doesNotContain("anna", "bert")
                    .doesNotHaveDuplicates();
            assertThat(images(today(server, "&sizes=512x512&sources=image.generation")))
                    .isEqualTo(2);
            assertThat(images(today(server, "&sources[]=image.edit"))).isZero();
            assertThat(images(today(server, "&models=stripes&models=other"))).isEqualTo(5);
        }
    }

    @Test
    void namesUsersOnlyIfToldTo() throws Exception {
        var plain = new BookPolicy(Duration.ofDays(1), true, true);
        try (var server = TestServer.start(folder, config -> config.withBooks(plain))) {
            var hostile = "x'); DROP TABLE pictures; --";
            server.generate("{'prompt':'x','size':'256x256','user':'anna'}");
            server.send(server.request("/v1/images/generations")
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"prompt\":\"x\",\"size\":\"256x256\",\"user\":\"" + hostile + "\"}")));

            assertThat(results(today(server, "&group_by=user_id")).stream()
                            .map(result -> result.get("user_id").asString()))
                    .containsExactlyInAnyOrder("anna", hostile);
            assertThat(images(today(
                            server,
                            "&user_ids="
                                    + java.net.URLEncoder.encode(hostile, java.nio.charset.StandardCharsets.UTF_8))))
                    .isEqualTo(1);
        }
    }

    @Test
    void remembersAcrossARestart() throws Exception {
        try (var server = TestServer.start(folder)) {
            server.generate("{'prompt':'x','n':2,'size':'256x256'}");
        }
        try (var server = TestServer.start(folder)) {
            server.generate("{'prompt':'x','size':'256x256'}");

            var page = today(server, "");
            assertThat(images(page)).isEqualTo(3);
            assertThat(page.get("has_more").asBoolean()).isFalse();
            assertThat(page.get("next_page").isNull()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("usage.db"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aSecondTryIsNotAccountedTwice() throws Exception {
        try (var server = TestServer.start(folder)) {
            var body = "{'prompt':'x','n':2,'size':'256x256'}";
            server.send(server.generation(body).header("x-stainless-retry-count", "0"));
            server.send(server.generation(body).header("x-stainless-retry-count", "1"));

            assertThat(images(today(server, ""))).isEqualTo(2);
        }
    }

    @Test
    void streamedPicturesAreAccounted() throws Exception {
        try (var server = TestServer.start(folder)) {
            server.generate("{'prompt':'x','n':2,'size':'256x256','stream':true,'partial_images':2}");

            assertThat(images(today(server, ""))).isEqualTo(2);
        }
    }

    @Test
    void whoRunsTheServerAloneMaySeeIt() throws Exception {
        var usual = key("usual", perDay(-1));
        var admin = key("boss", new Grant(true, List.of(), -1, -1, -1, -1, Switches.INHERITED));
        try (var server = withKeys()) {
            server.send(as(usual, server.generation("{'prompt':'x','size':'256x256'}")));

            var path = USAGE + "?start_time=0";
            assertThat(server.get(path).statusCode()).isEqualTo(401);
            assertThat(server.send(as(usual, server.request(path))).statusCode())
                    .isEqualTo(403);
            var page = today(server, "&group_by=api_key_id", "authorization", "Bearer " + admin);
            assertThat(results(page)).hasSize(1);
            assertThat(results(page).getFirst().get("api_key_id").asString()).isNotBlank();
        }
    }

    @Test
    void theDaysQuotaOutlivesARestart() throws Exception {
        var key = key("limited", perDay(3));
        try (var server = withKeys()) {
            assertThat(server.send(as(key, server.generation("{'prompt':'x','n':2,'size':'256x256'}")))
                            .statusCode())
                    .isEqualTo(200);
        }
        try (var server = withKeys()) {
            var tooMany = server.send(as(key, server.generation("{'prompt':'x','n':2,'size':'256x256'}")));
            var one = server.send(as(key, server.generation("{'prompt':'x','size':'256x256'}")));

            assertThat(tooMany.statusCode()).isEqualTo(429);
            assertThat(one.statusCode()).isEqualTo(200);
            assertThat(header(one, "x-ratelimit-remaining-images-day")).isEqualTo("0");
        }
    }

    @Test
    void pagesHaveTheBucketsOfTheWholeTime() throws Exception {
        try (var server = TestServer.start(folder)) {
            long start = 1_795_420_800;
            var first = json(server.get(
                    USAGE + "?bucket_width=1h&limit=2&start_time=" + start + "&end_time=" + (start + 5 * 3600)));
            assertThat(first.get("has_more").asBoolean()).isTrue();
            var begins = IntStream.range(0, 2)
                    .mapToObj(i -> first.at("/data/" + i + "/start_time").asLong())
                    .toList();
            assertThat(begins).containsExactly(start, start + 3600);

            var second = json(server.get(USAGE + "?bucket_width=1h&limit=50&start_time=" + start + "&end_time="
                    + (start + 5 * 3600) + "&page=" + first.get("next_page").asString()));
            assertThat(second.get("has_more").asBoolean()).isFalse();
            assertThat(second.get("data")).hasSize(3);
            assertThat(second.at("/data/0/start_time").asLong()).isEqualTo(start + 2 * 3600);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|start_time|missing_required_parameter",
                "start_time=x|start_time|invalid_type",
                "start_time=-1|start_time|integer_below_min_value",
                "start_time=99999999999999|start_time|integer_above_max_value",
                "start_time=5&end_time=5|end_time|invalid_value",
                "start_time=5&start_time=6|start_time|invalid_value",
                "start_time=5&bucket_width=1w|bucket_width|invalid_value",
                "start_time=5&limit=0|limit|integer_below_min_value",
                "start_time=5&limit=32|limit|integer_above_max_value",
                "start_time=5&group_by=prompt|group_by|invalid_value",
                "start_time=5&page=page_7|page|invalid_value",
                "start_time=5&page=%27%3B+DROP+TABLE+pictures|page|invalid_value"
            })
    void refusesWhatMakesNoSense(String query, String param, String code) throws Exception {
        try (var server = TestServer.start(folder)) {
            var response = server.get(USAGE + "?" + query);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).at("/error/param").asString()).isEqualTo(param);
            assertThat(json(response).at("/error/code").asString()).isEqualTo(code);
        }
    }

    @Test
    void namesWhatItIgnores() throws Exception {
        try (var server = TestServer.start(folder)) {
            var response = server.get(USAGE + "?start_time=5&project_ids[]=a&batch=true&limit=1");

            assertThat(header(response, "lutra-ignored-parameters")).isEqualTo("batch, project_ids[]");
        }
    }

    @Test
    void aBrokenDatabaseCostsNoPicture() throws Exception {
        Files.writeString(folder.resolve("usage.db"), "this is no database".repeat(1000));
        try (var server = TestServer.start(folder)) {
            assertThat(server.generate("{'prompt':'x','size':'256x256'}").statusCode())
                    .isEqualTo(200);
            assertThat(images(today(server, ""))).isEqualTo(1);
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("usage.db.broken-"));
        }
    }

    @Test
    void aDatabaseThatCannotBeWrittenCostsNoPicture() throws Exception {
        Files.createDirectories(folder.resolve("usage.db"));
        try (var server = TestServer.start(folder)) {
            assertThat(server.generate("{'prompt':'x','n':2,'size':'256x256'}").statusCode())
                    .isEqualTo(200);
            assertThat(server.get(USAGE + "?start_time=5").statusCode()).isEqualTo(503);

            Files.delete(folder.resolve("usage.db"));
            server.generate("{'prompt':'x','size':'256x256'}");

            assertThat(images(today(server, "")))
                    .as("what waited is written, too")
                    .isEqualTo(3);
        }
    }

    @Test
    void manyAtOnceAreAllAccounted() throws Exception {
        try (var server = TestServer.start(folder);
                var client = HttpClient.newHttpClient()) {
            var answers = IntStream.range(0, 40)
                    .mapToObj(i -> client.sendAsync(
                            server.generation("{'prompt':'x','size':'64x64','model':'stripes','n':2}")
                                    .build(),
                            HttpResponse.BodyHandlers.discarding()))
                    .toList();
            await().atMost(TestServer.PATIENCE).until(() -> answers.stream().allMatch(answer -> answer.isDone()));

            assertThat(images(today(server, ""))).isEqualTo(80);
        }
    }
}
