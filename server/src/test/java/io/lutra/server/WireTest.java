package io.lutra.server;

import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.server.http.Limits;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP as such: what comes over the wire, well formed or not. */
class WireTest {
    private static final String SMALL = "{\"prompt\":\"x\",\"size\":\"256x256\"}";

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        var limits = new Limits(
                20,
                16,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
        server = TestServer.start(folder, config -> config.withLimits(limits));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/foo,404,''",
        "POST,/v1/foo,404,''",
        "GET,/playground/nothing.js,404,''",
        "POST,/,405,'GET, HEAD, OPTIONS'",
        "GET,/v1,404,''",
        "GET,/v1/images/generations,405,'OPTIONS, POST'",
        "DELETE,/v1/models,405,'GET, HEAD, OPTIONS'",
        "POST,/v1/models/stripes,405,'GET, HEAD, OPTIONS'",
        "PROPFIND,/health,405,'GET, HEAD, OPTIONS'",
        "GET,/v1/models/nobody,404,''",
        "GET,/files/..%2f..%2fserver.key,403,''"
    })
    void answersUnknownPathsAndMethodsInJson(String method, String path, int status, String allow) throws Exception {
        var response = server.send(server.request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "allow")).isEqualTo(allow);
        assertThat(header(response, "content-type")).isEqualTo("application/json");
        assertThat(header(response, "x-request-id")).startsWith("req_");
        assertThat(json(response).at("/error/type").stringValue()).isEqualTo("invalid_request_error");
    }

    @Test
    void answersEveryCallWithTheHeadersOfTheApi() throws Exception {
        var response = server.get("/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "openai-version")).isEqualTo("2020-10-01");
        assertThat(header(response, "openai-processing-ms")).matches("[0-9]+");
        assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(response, "access-control-expose-headers")).contains("x-request-id");
        assertThat(json(response).get("status").stringValue()).isEqualTo("ok");
    }

    @Test
    void letsPagesOfOtherOriginsAskFirst() throws Exception {
        var response = server.send(server.request("/v1/images/generations")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("origin", "https://example.org")
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "authorization,content-type"));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(header(response, "access-control-allow-methods")).contains("POST");
        assertThat(header(response, "access-control-allow-headers")).isEqualTo("authorization,content-type");
    }

    @Test
    void listsModelsAndTheNamesTheyAnswerTo() throws Exception {
        var list = json(server.get("/v1/models"));

        assertThat(list.get("object").stringValue()).isEqualTo("list");
        assertThat(list.get("data").get(0).toString())
                .startsWith("{\"id\":\"stripes\",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"lutra\",");
        assertThat(list.at("/data/0/lutra/native_size").stringValue()).isEqualTo("64x64");
        assertThat(list.at("/data/0/lutra/operations").toString()).isEqualTo("[\"edit\",\"generate\",\"vary\"]");
        assertThat(list.at("/data/1/id").stringValue()).isEqualTo("dall-e-2");
        assertThat(json(server.get("/models/gpt-image-1.5/")).get("id").stringValue())
                .isEqualTo("gpt-image-1.5");
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() throws Exception {
        var get = server.get("/v1/models");

        var head = server.raw("HEAD /v1/models HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(head)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-length: " + get.body().length)
                .endsWith("\r\n\r\n");
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        var one = "GET /v1/models HTTP/1.1\r\nHost: a\r\n\r\n";
        var two = post(SMALL, "");
        var three = "GET /v1/nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        var answers = server.raw(one + two + three);

        assertThat(answers.split("HTTP/1.1 ", -1))
                .hasSize(4)
                .satisfies(parts -> assertThat(parts[1]).startsWith("200").contains("\"object\":\"list\""))
                .satisfies(parts -> assertThat(parts[2]).startsWith("200").contains("\"created\""))
                .satisfies(parts -> assertThat(parts[3]).startsWith("404"));
    }

    @Test
    void readsChunkedBodiesHoweverTheyAreCut() throws Exception {
        var chunks = new StringBuilder();
        for (int i = 0; i < SMALL.length(); i++) {
            chunks.append("1;ext=a\r\n").append(SMALL.charAt(i)).append("\r\n");
        }
        var answer = server.raw("POST /v1/images/generations HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
                + "0\r\nTrailer: x\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void letsAClientThatExpectsItContinue() throws Exception {
        try (var socket = server.socket()) {
            socket.getOutputStream()
                    .write(("POST /v1/images/generations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                    + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: " + SMALL.length()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(line(socket)).isEqualTo("HTTP/1.1 100 Continue");
            socket.getOutputStream().write(SMALL.getBytes(StandardCharsets.ISO_8859_1));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("HTTP/1.1 200 OK");
        }
    }

    @Test
    void doesNotLetAClientContinueWhoseRequestIsRefusedAnyway() throws Exception {
        var answer = server.raw(post("", "Expect: 100-continue\r\n")
                .replace("application/json", "text/plain")
                .replace("Content-Length: 0", "Content-Length: 5"));

        assertThat(answer).startsWith("HTTP/1.1 400 Bad Request").contains("connection: close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 104857600", "Transfer-Encoding: chunked"})
    void refusesHugeBodiesWithoutReadingThemWhole(String framing) throws Exception {
        boolean chunked = framing.startsWith("Transfer");
        try (var socket = server.socket()) {
            var out = socket.getOutputStream();
            out.write(("POST /v1/images/generations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + framing
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            var block = " ".repeat(1 << 16).getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < 20; i++) {
                out.write(chunked ? "10000\r\n".getBytes(StandardCharsets.ISO_8859_1) : new byte[0]);
                out.write(block);
                out.write(chunked ? "\r\n".getBytes(StandardCharsets.ISO_8859_1) : new byte[0]);
            }
            out.flush();

            assertThat(line(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    @Test
    void givesUpOnABodyThatStops() throws Exception {
        var answer = server.raw("POST /v1/images/generations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 50\r\n\r\n{\"prompt\"");

        assertThat(answer).startsWith("HTTP/1.1 408 Request Timeout").contains("\"code\":\"request_timeout\"");
    }

    @Test
    void closesAConnectionThatNeverSendsARequest() throws Exception {
        assertThat(server.raw("")).isEmpty();
    }

    @Test
    void closesAConnectionWhoseHeadNeverEnds() throws Exception {
        assertThat(server.raw("GET /v1/models HTTP/1.1\r\nHost: a\r\nX-Slow: 1"))
                .isEmpty();
    }

    @Test
    void closesAConnectionThatIsNotUsedAnyMore() throws Exception {
        assertThat(server.raw("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\nbad header\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "POST /v1/images/generations HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n"
            })
    void answersWhatIsNotHttpWithABadRequestOrNotAtAll(String bytes) throws Exception {
        var answer = server.raw(bytes);

        assertThat(answer).matches("(?s)(HTTP/1.[01] 400 Bad Request.*\"error\".*|HTTP/9.9 501 Not Implemented.*)?");
    }

    @Test
    void refusesAnEndlessHead() throws Exception {
        var answer = server.raw("GET /v1/models HTTP/1.1\r\nHost: a\r\nX-Long: " + "y".repeat(40_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 Bad Request").contains("\"error\"");
    }

    @Test
    void speaksHttp2ToClientsThatOfferIt() throws Exception {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var padded = "{\"prompt\":\"" + "y".repeat(900) + "\",\"size\":\"256x256\"}" + " ".repeat(300_000);

            var first = client.send(server.request("/health").build(), HttpResponse.BodyHandlers.ofByteArray());
            var second = client.send(server.generation(padded).build(), HttpResponse.BodyHandlers.ofByteArray());

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(header(second, "x-request-id")).startsWith("req_");
        }
    }

    @Test
    void speaksHttp2ByPriorKnowledge() throws Exception {
        try (var socket = server.socket()) {
            var out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            out.flush();

            var frame = socket.getInputStream().readNBytes(9);

            assertThat(frame[3]).as("type of the first frame: SETTINGS").isEqualTo((byte) 4);
        }
    }

    @Test
    void staysWithHttp1WhenHttp2IsOfferedWithABody() throws Exception {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var response = client.send(server.generation(SMALL).build(), HttpResponse.BodyHandlers.ofByteArray());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: h2c\r\nConnection: close\r\n",
                "upgrade: h2c\r\nconnection: upgrade, close\r\nHTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAA\r\n",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings, close\r\nHTTP2-Settings: not settings\r\n"
            })
    void ignoresOffersOfHttp2ThatAreNotSound(String offer) throws Exception {
        assertThat(server.raw(post(SMALL, offer))).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void boundsTheNumberOfConnections() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 30; i++) {
                var socket = server.socket();
                sockets.add(socket);
                socket.getOutputStream()
                        .write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            int answered = 0;
            for (var socket : sockets) {
                try {
                    answered += socket.getInputStream().read() == 'H' ? 1 : 0;
                } catch (IOException refused) {
                    answered += 0;
                }
            }
            assertThat(answered).isBetween(1, 20);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private static String post(String body, String headers) {
        return "POST /v1/images/generations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String line(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
