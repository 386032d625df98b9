package io.lutra.cli.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lutra.cli.draw.DrawException.Kind;
import io.lutra.cli.draw.Order.Task;
import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The artist against servers that are not Lutra, or that say no. */
class RemoteArtistTest {
    private static final byte[] PICTURE = Png.encode(new Raster(1, 1, new int[] {0xffff0000}), Map.of());
    private static final String BASE64 = Base64.getEncoder().encodeToString(PICTURE);

    private HttpServer server = unbound();
    private final List<String> asked = new ArrayList<>();

    private static HttpServer unbound() {
        try {
            return HttpServer.create();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/models", exchange -> answer(exchange, 404, "text/plain", "what?"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void takesInlinePicturesOfAServerThatDoesNotStream() throws Exception {
        generationsAnswer(200, "application/json", "{\"data\":[{\"b64_json\":\"%s\"}]}".formatted(BASE64));

        var heard = draw();

        assertThat(heard.pictures).hasSize(1);
        assertThat(heard.pictures.getFirst().bytes()).isEqualTo(PICTURE);
        assertThat(asked.getFirst())
                .contains("\"prompt\":\"an apple\"", "\"n\":1")
                .contains("Bearer sesame");
    }

    @Test
    void followsALinkWithoutTellingItTheKey() throws Exception {
        generationsAnswer(200, "application/json", "{\"data\":[{\"url\":\"%s/files/1\"}]}".formatted(url()));
        server.createContext("/files/1", exchange -> {
            note(exchange);
            exchange.sendResponseHeaders(200, PICTURE.length);
            try (var body = exchange.getResponseBody()) {
                body.write(PICTURE);
            }
        });

        var heard = draw();

        assertThat(heard.pictures.getFirst().bytes()).isEqualTo(PICTURE);
        assertThat(asked.getLast()).startsWith("/files/1").doesNotContain("sesame");
    }

    @Test
    void readsStepsAndPicturesOfAStream() throws Exception {
        generationsAnswer(200, "text/event-stream", """
                : step 3 of 12

                event: image_generation.completed
                data: {"type":"image_generation.completed","b64_json":"%s","image_index":0}

                data: [DONE]

                """.formatted(BASE64));

        var heard = draw();

        assertThat(heard.steps).containsExactly("3 of 12");
        assertThat(heard.pictures.getFirst().bytes()).isEqualTo(PICTURE);
    }

    @Test
    void tellsKeysBusinessAndMistakesApart() {
        assertThatThrownBy(() -> drawRefused(401, "Incorrect API key provided.", "null"))
                .isInstanceOfSatisfying(DrawException.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(Kind.KEY_REFUSED);
                    assertThat(failed).hasMessageContaining("LUTRA_API_KEY");
                });
        assertThatThrownBy(() -> drawRefused(429, "The queue is full.", "null"))
                .isInstanceOfSatisfying(
                        DrawException.class, failed -> assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE));
        assertThatThrownBy(() -> drawRefused(400, "Invalid value: '1x1'.", "\"size\""))
                .isInstanceOfSatisfying(DrawException.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(Kind.WRONG_ORDER);
                    assertThat(failed.parameter()).isEqualTo("size");
                });
        assertThatThrownBy(() -> drawRefused(500, "Oh no.", "null"))
                .isInstanceOfSatisfying(
                        DrawException.class, failed -> assertThat(failed.kind()).isEqualTo(Kind.FAILED));
    }

    @Test
    void saysThatAStreamBrokeOff() {
        generationsAnswer(200, "text/event-stream", ": step 1 of 12\n\n");

        assertThatThrownBy(this::draw).isInstanceOf(DrawException.class).hasMessageContaining("broke off");
    }

    @Test
    void namesTheAddressOfAServerThatIsNotThere() {
        server.stop(0);

        assertThatThrownBy(this::draw).isInstanceOfSatisfying(DrawException.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failed).hasMessageContaining(url());
        });
    }

    private void drawRefused(int status, String message, String param) throws InterruptedException {
        server.removeContext("/v1/models");
        server.createContext("/v1/models", exchange -> answer(exchange, 404, "text/plain", "what?"));
        var context = server.createContext(
                "/v1/images/generations",
                exchange -> answer(
                        exchange,
                        status,
                        "application/json",
                        "{\"error\":{\"message\":\"%s\",\"type\":\"x\",\"param\":%s,\"code\":null}}"
                                .formatted(message, param)));
        try {
            draw();
        } finally {
            server.removeContext(context);
        }
    }

    private void generationsAnswer(int status, String type, String body) {
        server.createContext("/v1/images/generations", exchange -> answer(exchange, status, type, body));
    }

    private void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        if (!exchange.getRequestURI().getPath().endsWith("/models")) {
            note(exchange);
        }
        exchange.getResponseHeaders().add("Content-Type", type);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void note(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI() + " "
                + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .orElse("no key")
                + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Heard draw() throws InterruptedException {
        var heard = new Heard();
        try (var artist = new RemoteArtist(RemoteArtist.Account.of(url(), "sesame"))) {
            artist.draw(new Order(Task.GENERATE, "apple", Map.of("prompt", "an apple", "n", "1")), heard);
        }
        return heard;
    }

    private static final class Heard implements Artist.Watcher {
        private final List<DrawnPicture> pictures = new ArrayList<>();
        private final List<String> steps = new ArrayList<>();

        @Override
        public void advanced(int done, int of) {
            steps.add(done + " of " + of);
        }

        @Override
        public void says(String text) {}

        @Override
        public boolean wantsPreviews() {
            return true;
        }

        @Override
        public void previewed(int index, Raster preview) {}

        @Override
        public void finished(DrawnPicture picture) {
            pictures.add(picture);
        }

        @Override
        public void notes(String text) {}

        @Override
        public void ignored(List<String> parameters) {}
    }
}
