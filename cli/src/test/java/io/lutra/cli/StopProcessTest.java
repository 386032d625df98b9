package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server that runs as a process ends, and what the next one finds. */
class StopProcessTest {
    private static final int PAINTERS = 4;
    private static final int ENOUGH = 12;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void sigtermEndsItWithStatusZeroAndTheNextOneHasItsPictures() throws Exception {
        String link;
        byte[] picture;
        try (var server = RunningServer.start(folder)) {
            link = server.draw(client);
            picture = server.get(client, link).body();

            server.process().destroy();

            assertThat(server.awaitExit()).isZero();
        }
        try (var next = RunningServer.start(folder)) {
            assertThat(next.get(client, link).body()).isEqualTo(picture);
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        try (var server = RunningServer.start(folder, "--shutdown-deadline", "10m", "--http-body-idle", "10m");
                var upload = halfARequest(server)) {
            server.process().destroy();
            awaitDraining(server);
            assertThat(server.process().isAlive())
                    .as("it waits for the rest of the request")
                    .isTrue();

            server.process().destroy();

            assertThat(server.awaitExit()).isEqualTo(128 + 15);
            assertThat(upload.isConnected()).isTrue();
        }
    }

    private static Socket halfARequest(RunningServer server) throws IOException {
        var socket = new Socket(server.base().getHost(), server.base().getPort());
        socket.getOutputStream()
                .write(("POST /v1/images/generations HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                                + "expect: 100-continue\r\ncontent-length: 100\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(answer.readLine()).as("it waits for the body").isEqualTo("HTTP/1.1 100 Continue");
        return socket;
    }

    private void awaitDraining(RunningServer server) throws Exception {
        while (server.get(client, "/health/ready").statusCode() == 200) {
            assertThat(server.process().isAlive()).isTrue();
        }
    }

    @Test
    void killedWhileItWritesItLosesNoLinkAndKeepsNoHalves() throws Exception {
        var links = new ConcurrentLinkedQueue<String>();
        try (var server = RunningServer.start(folder)) {
            var enough = new CountDownLatch(ENOUGH);
            var painters = new ArrayList<Thread>();
            for (int i = 0; i < PAINTERS; i++) {
                painters.add(Thread.ofVirtual().start(() -> paint(server, links, enough)));
            }
            assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();

            server.process().destroyForcibly();
            server.awaitExit();

            for (var painter : painters) {
                painter.join();
            }
        }
        var pictures = folder.resolve("data/pictures");
        Files.write(pictures.resolve("0123456789abcdef0123456789abcdef.tmp"), new byte[100]);
        var whole = list(pictures).stream()
                .filter(name -> name.endsWith(".png"))
                .findFirst()
                .orElseThrow();
        Files.write(pictures.resolve("f".repeat(32) + whole.substring(32)), new byte[10]);

        try (var next = RunningServer.start(folder)) {
            assertThat(links).hasSizeGreaterThanOrEqualTo(ENOUGH);
            for (var link : links) {
                HttpResponse<byte[]> opened = next.get(client, link);
                assertThat(opened.statusCode()).as(link).isEqualTo(200);
                assertThat(opened.body()).startsWith(0x89, 'P', 'N', 'G').endsWith(0xae, 0x42, 0x60, 0x82);
            }
            var kept = list(pictures);
            assertThat(kept).noneMatch(name -> name.endsWith(".tmp")).noneMatch(name -> name.startsWith("ffff"));
            for (var name : kept) {
                assertThat(ImageIO.read(pictures.resolve(name).toFile()))
                        .as(name)
                        .isNotNull();
            }
        }
    }

    private void paint(RunningServer server, ConcurrentLinkedQueue<String> links, CountDownLatch enough) {
        try {
            while (true) {
                links.add(server.draw(client));
                enough.countDown();
            }
        } catch (IOException killed) {
            assertThat(enough.getCount()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
