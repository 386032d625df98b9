package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lutra.server.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send or read a byte at a time hold the server no longer than the limits say. */
class SlowClientTest {
    private static final Limits LIMITS = new Limits(
            20,
            16,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    /** Of one byte. */
    private static final String CHUNK = String.join("\r\n", "1", "-", "");

    private static final long BETWEEN_BYTES_MILLIS = 100;

    @TempDir
    Path folder;

    private TestServer server;

    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    @BeforeEach
    void start() throws InterruptedException {
        server = TestServer.start(folder, config -> config.withLimits(LIMITS));
    }

    @AfterEach
    void stop() {
        pace.shutdownNow();
        server.close();
    }

    /** Sends the first bytes at once and then one at a time. */
    private void drip(Socket socket, String atOnce, String then) throws IOException {
        var out = socket.getOutputStream();
        out.write(atOnce.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        var next = new AtomicInteger();
        var _ = pace.scheduleAtFixedRate(
                () -> {
                    try {
                        out.write(then.charAt(next.getAndIncrement() % then.length()));
                        out.flush();
                    } catch (IOException closed) {
                        throw new IllegalStateException(closed);
                    }
                },
                BETWEEN_BYTES_MILLIS,
                BETWEEN_BYTES_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static String all(Socket socket) throws IOException {
        var answer = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.append((char) next);
            }
        } catch (SocketException reset) {
            // It went on sending: the server's side is gone, what it said has been read.
        }
        return answer.toString();
    }

    @Test
    void aHeadThatComesByteByByteIsCutOff() throws Exception {
        try (var socket = server.socket()) {
            drip(socket, "GET /health HTTP/1.1\r\nhost: a\r\nx-slow: ", "x");

            assertThat(all(socket)).isEmpty();
        }
    }

    @Test
    void aBodyThatComesByteByByteIsCutOff() throws Exception {
        try (var socket = server.socket()) {
            drip(
                    socket,
                    "POST /v1/images/generations HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n"
                            + "content-length: 1000\r\n\r\n{\"prompt\":\"",
                    "x");

            assertThat(all(socket)).startsWith("HTTP/1.1 408 ").contains("\"code\":\"request_timeout\"");
        }
    }

    @Test
    void aPartOfAFormThatComesByteByByteIsCutOff() throws Exception {
        try (var socket = server.socket()) {
            drip(
                    socket,
                    String.join(
                            "\r\n",
                            "POST /v1/images/edits HTTP/1.1",
                            "host: a",
                            "content-type: multipart/form-data; boundary=b",
                            "transfer-encoding: chunked",
                            "",
                            ""),
                    CHUNK);

            assertThat(all(socket)).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void aClientThatReadsByteByByteIsCutOff() throws Exception {
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            var many = "GET /openapi.json HTTP/1.1\r\nhost: a\r\n\r\n".repeat(2000);
            var sending = Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(many.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException closed) {
                    // The server gave up on us, as it should.
                }
            });
            var in = socket.getInputStream();
            var reading = pace.scheduleAtFixedRate(
                    () -> {
                        try {
                            in.read();
                        } catch (IOException closed) {
                            throw new IllegalStateException(closed);
                        }
                    },
                    0,
                    BETWEEN_BYTES_MILLIS,
                    TimeUnit.MILLISECONDS);

            await().atMost(TestServer.PATIENCE)
                    .until(() -> Exposition.parse(server.get("/metrics").body()).sum("lutra_http_connections") == 1);

            assertThat(reading.isCancelled()).isFalse();
            sending.join();
        }
    }
}
