package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lutra.engine.ModelRegistry;
import io.lutra.server.lifecycle.ShutdownPolicy;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownTest {
    private static final String ONE = "{'prompt':'x','size':'64x64','model':'stripes'}";
    private static final String STREAMED = "{'prompt':'x','size':'64x64','model':'stripes','stream':true}";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
    }

    private TestServer start(Duration deadline) throws InterruptedException {
        return TestServer.start(folder, config -> config.withShutdown(new ShutdownPolicy(deadline)));
    }

    private Thread close(TestServer server) {
        var closing = Thread.ofPlatform().start(server::shutDown);
        await().atMost(TestServer.PATIENCE)
                .until(() -> server.get("/health/ready").statusCode() == 503);
        return closing;
    }

    private static void awaitDrawing(TestServer server) {
        await().atMost(TestServer.PATIENCE).until(() -> server.model().open() > 0);
    }

    @Test
    void finishesWhatRunsAndRefusesWhatIsNew() throws Exception {
        try (var server = start(TestServer.PATIENCE)) {
            var link = URI.create(
                    TestServer.json(server.generate(ONE)).at("/data/0/url").stringValue());
            server.model().hold();
            var drawing = client.sendAsync(server.generation(ONE).build(), HttpResponse.BodyHandlers.ofByteArray());
            awaitDrawing(server);
            var closing = close(server);

            var refused = server.generate(ONE);
            var opened = server.get(link.getRawPath() + "?" + link.getRawQuery());
            server.model().letGo();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(TestServer.json(refused).at("/error/code").stringValue()).isEqualTo("shutting_down");
            assertThat(TestServer.header(refused, "retry-after")).isEqualTo("5");
            assertThat(TestServer.header(refused, "connection")).isEqualTo("close");
            assertThat(opened.statusCode()).as("a picture that was just drawn").isEqualTo(200);
            var finished = drawing.get();
            assertThat(finished.statusCode()).isEqualTo(200);
            assertThat(TestServer.header(finished, "connection")).isEqualTo("close");
            closing.join();
        }
    }

    @Test
    void endsWhatDoesNotFinishInTimeWithAnAnswer() throws Exception {
        try (var server = start(Duration.ofMillis(400))) {
            server.model().hold();
            var stream = client.sendAsync(
                    server.generation(STREAMED).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            var plain = client.sendAsync(server.generation(ONE).build(), HttpResponse.BodyHandlers.ofByteArray());
            awaitDrawing(server);
            var closing = close(server);

            var events = stream.get().body();
            var answer = plain.get();
            server.model().letGo();

            assertThat(events).contains("event: error\ndata: {\"error\":{").contains("\"code\":\"shutting_down\"");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(TestServer.json(answer).at("/error/code").stringValue()).isEqualTo("shutting_down");
            closing.join();
        }
    }

    @Test
    void tellsHttp2ClientsToGoElsewhereAtOnce() throws Exception {
        try (var server = start(TestServer.PATIENCE);
                var socket = server.socket()) {
            server.model().hold();
            var drawing = client.sendAsync(server.generation(ONE).build(), HttpResponse.BodyHandlers.ofByteArray());
            awaitDrawing(server);
            var settings = "\0\0\0\4\0\0\0\0\0";
            var ping = "\0\0\10\6\0\0\0\0\0" + "12345678";
            socket.getOutputStream()
                    .write(("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings + ping)
                            .getBytes(StandardCharsets.ISO_8859_1));
            var frames = new DataInputStream(socket.getInputStream());
            awaitFrame(frames, 6);
            var closing = close(server);

            awaitFrame(frames, 7);

            assertThat(drawing).as("what runs").isNotDone();
            server.model().letGo();
            assertThat(drawing.get().statusCode()).isEqualTo(200);
            closing.join();
        }
    }

    /** Reads frames of HTTP/2 until one of a type (RFC 9113, section 4.1). */
    private static void awaitFrame(DataInputStream frames, int wanted) throws IOException {
        int type;
        do {
            int length = frames.readUnsignedByte() << 16 | frames.readUnsignedShort();
            type = frames.readUnsignedByte();
            frames.skipNBytes(5L + length);
        } while (type != wanted);
    }

    @Test
    void doesNotWaitForModelsThatNobodyWillSee() throws Exception {
        var mayLoad = new CountDownLatch(1);
        try (var server = TestServer.loading(
                folder, config -> config.withShutdown(new ShutdownPolicy(Duration.ofMillis(300))), () -> {
                    try {
                        mayLoad.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return new ModelRegistry(List.of(new StripesModel("stripes", 64)));
                })) {
            var waiting = client.sendAsync(server.generation(ONE).build(), HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE)
                    .until(() ->
                            Exposition.parse(server.get("/metrics").body()).sum("lutra_http_requests_in_progress") > 1);

            server.shutDown();

            assertThat(waiting.get().statusCode()).isEqualTo(503);
            assertThat(TestServer.json(waiting.get()).at("/error/code").stringValue())
                    .isEqualTo("shutting_down");
        } finally {
            mayLoad.countDown();
        }
    }
}
