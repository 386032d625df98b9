package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisconnectTest {
    private static final String BODY = "{\"prompt\":\"x\",\"size\":\"256x256\",\"steps\":50}";

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws InterruptedException {
        server = TestServer.start(folder);
        server.model().hold();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientThatLeavesFreesTheDeviceAtTheNextStep(boolean streaming) throws Exception {
        var body = streaming ? BODY.replace("}", ",\"stream\":true,\"partial_images\":1}") : BODY;
        try (var socket = server.socket()) {
            send(socket, body);
            untilDrawing();
        }

        untilFree();

        assertThat(server.model().stepsTaken()).isLessThan(50);
        server.model().letGo();
        assertThat(server.generate("{'prompt':'next','size':'256x256'}").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void alsoWhenAClientLibraryCancels(HttpClient.Version version) throws Exception {
        try (var client = HttpClient.newBuilder().version(version).build()) {
            if (version == HttpClient.Version.HTTP_2) {
                var warm = client.send(server.request("/health").build(), HttpResponse.BodyHandlers.ofString());
                assertThat(warm.version()).isEqualTo(HttpClient.Version.HTTP_2);
            }
            var answer = client.sendAsync(server.generation(BODY).build(), HttpResponse.BodyHandlers.ofByteArray());
            untilDrawing();
            answer.cancel(true);

            untilFree();

            assertThat(server.model().stepsTaken()).isLessThan(50);
        }
    }

    @Test
    void aClientThatLeavesDoesNotDisturbTheOthers() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<byte[]>> staying;
            try (var leaving = server.socket()) {
                send(leaving, BODY);
                untilDrawing();
                staying = client.sendAsync(
                        server.generation("{'prompt':'y','size':'256x256'}").build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                await().atMost(TestServer.PATIENCE).until(() -> {
                    server.model().allow(1);
                    return server.model().begun() == 2;
                });
            }
            server.model().letGo();

            assertThat(staying.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatLeavesWithinItsBodyIsForgotten() throws Exception {
        try (var socket = server.socket()) {
            socket.getOutputStream()
                    .write(("POST /v1/images/generations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 100\r\n\r\n{\"prompt\"")
                            .getBytes(StandardCharsets.ISO_8859_1));
        }

        server.model().letGo();
        assertThat(server.generate("{'prompt':'next','size':'256x256'}").statusCode())
                .isEqualTo(200);
        assertThat(server.model().begun()).isEqualTo(1);
    }

    private static void send(Socket socket, String body) throws IOException {
        socket.getOutputStream()
                .write(("POST /v1/images/generations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private void untilDrawing() {
        await().atMost(TestServer.PATIENCE).until(() -> server.model().open() > 0);
    }

    /** Lets one step after the other through, as a slow device would, until nothing is being drawn. */
    private void untilFree() {
        await().atMost(TestServer.PATIENCE).until(() -> {
            server.model().allow(1);
            return server.model().open() == 0;
        });
    }
}
