package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaygroundTest {
    private static final Path FILES =
            Path.of(System.getProperty("lutra.root"), "server/src/main/resources/io/lutra/server/playground");

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thePageIsServedUnderAStrictPolicy() throws Exception {
        var page = server.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(TestServer.header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(TestServer.header(page, "content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(text(page)).doesNotContain("style=", "onclick", "http://", "https://");
    }

    @Test
    void everyFileThatIsNamedIsServed() throws Exception {
        var names = new TreeSet<String>();
        try (var files = Files.list(FILES)) {
            for (var file : files.filter(each -> each.toString().matches(".*\\.(html|js|css)"))
                    .filter(each -> !each.endsWith("konva.min.js"))
                    .toList()) {
                var reference = Pattern.compile("(?:\"playground/|from '\\./)([\\w.-]+)")
                        .matcher(Files.readString(file));
                reference.results().forEach(found -> names.add(found.group(1)));
            }
        }

        assertThat(names).contains("app.js", "base.css", "konva.min.js", "lang-zh-cn.js");
        for (var name : names) {
            var file = server.get("/playground/" + name);
            assertThat(file.statusCode()).as(name).isEqualTo(200);
            assertThat(text(file)).as(name).isEqualTo(Files.readString(FILES.resolve(name)));
        }
    }

    @Test
    void aCopyThatIsStillGoodIsNotSentAgain() throws Exception {
        var first = server.get("/playground/app.js");
        var second = server.send(
                server.request("/playground/app.js").header("if-none-match", TestServer.header(first, "etag")));

        assertThat(TestServer.header(first, "cache-control")).isEqualTo("no-cache");
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(TestServer.header(second, "etag")).isEqualTo(TestServer.header(first, "etag"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/playground/",
                "/playground/nothing.js",
                "/playground/PageFile.class",
                "/playground/package-info.class",
                "/playground/..%2Fdocs%2Fopenapi.json",
                "/playground/.html",
                "/playground/%00.js"
            })
    void nothingElseIsServed(String path) throws Exception {
        assertThat(server.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void bothLanguagesHaveTheSameTexts() throws Exception {
        assertThat(keys("lang-zh-cn.js")).isEqualTo(keys("lang-en.js")).hasSizeGreaterThan(100);
    }

    private static Set<String> keys(String file) throws Exception {
        Set<String> keys = new TreeSet<>();
        Pattern.compile("(?:^|,) *'?([a-z][\\w.]*)'?: '", Pattern.MULTILINE)
                .matcher(Files.readString(FILES.resolve(file)))
                .results()
                .forEach(found -> keys.add(found.group(1)));
        return keys;
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
