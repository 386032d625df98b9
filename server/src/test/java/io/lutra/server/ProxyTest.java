package io.lutra.server;

import static io.lutra.server.TestForm.picture;
import static io.lutra.server.TestForm.png;
import static io.lutra.server.TestForm.withHole;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The server behind a real proxy. */
class ProxyTest {
    private static final String ONE = "{\"prompt\":\"x\",\"size\":\"256x256\"}";
    private static final String USUAL = "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Prefix /draw;";

    @TempDir
    Path folder;

    private @Nullable Path found;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void find() {
        found = Nginx.program().orElse(null);
        assumeTrue(found != null, "nginx is not installed (apt-get install nginx-light), so nothing is proxied");
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private Path files() throws IOException {
        return Files.createDirectory(folder.resolve("nginx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                USUAL,
                "proxy_set_header Host $host; proxy_set_header X-Forwarded-Port $server_port;"
                        + " proxy_set_header X-Forwarded-Prefix /draw/;",
                "proxy_set_header X-Forwarded-Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;"
                        + " proxy_set_header X-Forwarded-Prefix /draw;",
                "proxy_set_header X-Forwarded-Host $host; proxy_set_header X-Forwarded-Port $server_port;"
                        + " proxy_set_header X-Forwarded-Prefix /draw;",
                "proxy_set_header Forwarded \"for=$remote_addr;host=\\\"$http_host\\\";proto=$scheme\";"
                        + " proxy_set_header X-Forwarded-Prefix /draw;"
            })
    void linksOpenThroughTheProxy(String headers) throws Exception {
        try (var server = TestServer.start(folder.resolve("data"));
                var nginx = Nginx.start(requireNonNull(found), files(), server, headers)) {
            assertLinkOpensThrough(nginx);
        }
    }

    @Test
    void linksLeadToTheConfiguredBaseBehindAProxyThatSaysNothing() throws Exception {
        try (var server = TestServer.start(
                        folder.resolve("data"), config -> config.withPublicUrl("https://pictures.example.org/draw/"));
                var nginx = Nginx.start(requireNonNull(found), files(), server, "")) {
            var link = link(nginx);

            assertThat(link.toString()).startsWith("https://pictures.example.org/draw/files/");
            var opened = nginx.at(link.getRawPath().substring("/draw".length()) + "?" + link.getRawQuery());
            assertThat(client.send(HttpRequest.newBuilder(opened).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void eventsComeThroughTheProxyAsTheyHappen() throws Exception {
        try (var server = TestServer.start(folder.resolve("data"));
                var nginx = Nginx.start(requireNonNull(found), files(), server, USUAL)) {
            server.model().hold();
            var streamed = "{\"prompt\":\"x\",\"size\":\"256x256\",\"stream\":true,\"partial_images\":3}";
            var answer = client.sendAsync(post(nginx, streamed), HttpResponse.BodyHandlers.ofInputStream());
            server.model().allow(2);

            try (var lines =
                    new BufferedReader(new InputStreamReader(answer.get().body(), StandardCharsets.UTF_8))) {
                assertThat(lines.lines()
                                .filter(line -> line.startsWith("event:"))
                                .findFirst())
                        .as("the first event; comments that tell the progress may come before it")
                        .hasValue("event: image_generation.partial_image");
                assertThat(server.model().stepsTaken())
                        .as("it is still being drawn")
                        .isLessThan(4);
                server.model().letGo();
                assertThat(lines.lines()).contains("event: image_generation.completed");
            }
        }
    }

    @Test
    void aClientThatLeavesTheProxyFreesTheDevice() throws Exception {
        try (var server = TestServer.start(folder.resolve("data"));
                var nginx = Nginx.start(requireNonNull(found), files(), server, USUAL)) {
            server.model().hold();
            var answer = client.sendAsync(
                    post(nginx, ONE.replace("}", ",\"steps\":50}")), HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> server.model().open() > 0);

            answer.cancel(true);

            await().atMost(TestServer.PATIENCE).until(() -> {
                server.model().allow(1);
                return server.model().open() == 0;
            });
            assertThat(server.model().stepsTaken()).isLessThan(50);
        }
    }

    @Test
    void uploadsAndErrorsPassTheProxy() throws Exception {
        try (var server = TestServer.start(folder.resolve("data"));
                var nginx = Nginx.start(requireNonNull(found), files(), server, USUAL)) {
            var image = png(withHole(picture(512)));
            var form =
                    new TestForm().file("image", image).text("prompt", "otter").text("size", "256x256");
            var edit = HttpRequest.newBuilder(nginx.at("/v1/images/edits"))
                    .timeout(TestServer.PATIENCE)
                    .header("content-type", "multipart/form-data; boundary=X-TEST-BOUNDARY")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(form.end()))
                    .build();

            assertThat(client.send(edit, HttpResponse.BodyHandlers.ofByteArray())
                            .statusCode())
                    .isEqualTo(200);
            var refused = client.send(post(nginx, "{}"), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(TestServer.json(refused).at("/error/param").stringValue())
                    .isEqualTo("prompt");
        }
    }

    private void assertLinkOpensThrough(Nginx nginx) throws Exception {
        var link = link(nginx);

        assertThat(link.toString()).startsWith(nginx.at("/files/").toString());
        var file = client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).startsWith(0x89, 'P', 'N', 'G');
    }

    private URI link(Nginx nginx) throws Exception {
        var answer = client.send(post(nginx, ONE), HttpResponse.BodyHandlers.ofByteArray());
        return URI.create(
                JsonMapper.shared().readTree(answer.body()).at("/data/0/url").stringValue());
    }

    private static HttpRequest post(Nginx nginx, String json) {
        return HttpRequest.newBuilder(nginx.at("/v1/images/generations"))
                .timeout(TestServer.PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }
}
