package io.lutra.server;

import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
    @TempDir
    Path folder;

    private TestServer server;
    private URI link;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder);
        link = draw(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static URI draw(TestServer server) throws Exception {
        var answer = json(server.generate("{'prompt':'x','size':'256x256'}"));
        return URI.create(answer.at("/data/0/url").stringValue());
    }

    @Test
    void servesThePictureWithItsType() throws Exception {
        var file = fetch();

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "content-type")).isEqualTo("image/png");
        assertThat(header(file, "accept-ranges")).isEqualTo("bytes");
        assertThat(header(file, "content-length")).isEqualTo(Integer.toString(file.body().length));
        assertThat(header(file, "cache-control")).matches("private, max-age=35[0-9]{2}");
        assertThat(header(file, "etag")).matches("\"[0-9A-Za-z]+\"");
        assertThat(file.body()).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void acceptsAKeyThatItDoesNotNeed() throws Exception {
        assertThat(fetch("authorization", "Bearer sk-x").statusCode()).isEqualTo(200);
    }

    @Test
    void answersHead() throws Exception {
        var head = server.send(request().method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "content-length")).isEqualTo(Integer.toString(fetch().body().length));
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-3,0,4", "bytes=10-,10,-1", "bytes=-5,-5,-1", "bytes=0-99999999,0,-1", "bytes=-99999999,0,-1"})
    void servesStretches(String range, int from, int to) throws Exception {
        byte[] whole = fetch().body();

        var part = fetch("range", range);

        int begin = from < 0 ? whole.length + from : from;
        int end = to < 0 ? whole.length : to;
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "content-range")).isEqualTo("bytes " + begin + "-" + (end - 1) + "/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, begin, end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=99999999-", "bytes=-0"})
    void refusesStretchesOutsideOfTheFile(String range) throws Exception {
        var response = fetch("range", range);

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "content-range")).matches("bytes \\*/[0-9]+");
        assertThat(json(response).at("/error/code").stringValue()).isEqualTo("invalid_range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines=1-2", "bytes=", "bytes=a-b", "bytes=5-2", "bytes=0-1,3-4"})
    void servesAllForRangesItDoesNotUnderstand(String range) throws Exception {
        assertThat(fetch("range", range).statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatACopyIsStillGood() throws Exception {
        var tag = header(fetch(), "etag");

        var same = fetch("if-none-match", "\"other\", W/" + tag);

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(fetch("if-none-match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void servesAStretchOnlyOfTheVersionAskedFor() throws Exception {
        var tag = header(fetch(), "etag");

        var same = server.send(request().header("range", "bytes=0-3").header("if-range", tag));
        var other = server.send(request().header("range", "bytes=0-3").header("if-range", "\"other\""));

        assertThat(same.statusCode()).isEqualTo(206);
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesLinksThatItDidNotMake() throws Exception {
        var path = link.getRawPath();
        var query = link.getRawQuery();

        for (var forged : new String[] {
            path,
            path + "?" + query.replaceAll("exp=\\d+", "exp=9999999999"),
            path + "?" + query.replaceAll("&sig=.*", ""),
            path + "?" + query + "0",
            path.replace(".png", ".jpg") + "?" + query,
            path.replaceAll("/files/.", "/files/g") + "?" + query
        }) {
            var response = server.get(forged);

            assertThat(response.statusCode()).as(forged).isEqualTo(403);
            assertThat(json(response).at("/error/code").stringValue()).isEqualTo("invalid_signature");
        }
    }

    @Test
    void linksOutliveARestart() throws Exception {
        server.close();

        server = TestServer.start(folder);

        assertThat(fetch().statusCode()).isEqualTo(200);
    }

    @Test
    void linksOfAPictureThatIsGoneSaySo() throws Exception {
        server.close();
        try (var pictures = Files.list(folder.resolve("pictures"))) {
            for (var picture : pictures.toList()) {
                Files.delete(picture);
            }
        }
        server = TestServer.start(folder);

        var response = fetch();

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).at("/error/code").stringValue()).isEqualTo("file_not_found");
    }

    @Test
    void linksExpire(@TempDir Path other) throws Exception {
        try (var brief = TestServer.start(other, config -> config.withLinkLife(Duration.ofSeconds(1)))) {
            var soonOver = draw(brief);
            await().atMost(TestServer.PATIENCE)
                    .until(() -> brief.get(soonOver.getRawPath() + "?" + soonOver.getRawQuery())
                                    .statusCode()
                            == 403);

            var response = brief.get(soonOver.getRawPath() + "?" + soonOver.getRawQuery());

            assertThat(json(response).at("/error/code").stringValue()).isEqualTo("link_expired");
        }
    }

    @Test
    void theKeyIsForItsOwnerOnly() throws Exception {
        assertThat(Files.getPosixFilePermissions(folder.resolve("server.key"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-Proto: https | X-Forwarded-Host: a.org       | https://a.org/files/",
                "X-Forwarded-Host: a.org  | X-Forwarded-Port: 8443        | http://a.org:8443/files/",
                "X-Forwarded-Host: a.org:9 | X-Forwarded-Port: 8443       | http://a.org:9/files/",
                "X-Forwarded-Proto: https | X-Forwarded-Port: 443         | https://127.0.0.1:",
                "X-Forwarded-Host: a.org/x | X-Ignored: b.org             | http://127.0.0.1:",
                "X-Forwarded-Host: a.org, b.org | X-Forwarded-Prefix: /draw/ | http://b.org/draw/files/",
                "Forwarded: for=1;proto=https;host=\"a.org:9\" | X-Ignored: b.org | https://a.org:9/files/"
            })
    void linksLeadWhereTheClientCameFrom(String one, String two, String start) throws Exception {
        var request = server.generation("{'prompt':'x','size':'256x256'}");
        for (var header : new String[] {one, two}) {
            request.header(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        }

        assertThat(json(server.send(request)).at("/data/0/url").stringValue()).startsWith(start);
    }

    @Test
    void linksLeadWhereTheConfigurationSays(@TempDir Path other) throws Exception {
        try (var configured = TestServer.start(other, config -> config.withPublicUrl("https://x.org/lutra/"))) {
            assertThat(draw(configured).toString()).startsWith("https://x.org/lutra/files/");
        }
    }

    private HttpRequest.Builder request() {
        return server.request(link.getRawPath() + "?" + link.getRawQuery());
    }

    private HttpResponse<byte[]> fetch(String... headers) throws Exception {
        return server.send(headers.length == 0 ? request() : request().headers(headers));
    }
}
