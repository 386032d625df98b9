package io.lutra.server;

import static io.lutra.server.TestForm.picture;
import static io.lutra.server.TestForm.png;
import static io.lutra.server.TestForm.withHole;
import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.server.http.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with the bytes that the client libraries put on the wire. */
class ClientWireTest {
    private static final byte[] IMAGE = png(picture(64));
    private static final byte[] MASK = png(withHole(picture(64)));
    private static final String OCTETS = "\r\nContent-Type: application/octet-stream";

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        // Connections whose client forgets to close them end soon, for these tests read to the end.
        var limits = new Limits(
                64,
                16,
                Duration.ofSeconds(20),
                Duration.ofMillis(300),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
        server = TestServer.start(folder, config -> config.withLimits(limits));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String disposition(String name) {
        return "Content-Disposition: form-data; name=\"" + name + "\"";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    enum Framing {
        LENGTH,
        CHUNKED
    }

    private static String post(String path, String contentType, byte[] body, Framing framing, String... headers)
            throws IOException {
        var request = new ByteArrayOutputStream();
        request.writeBytes(utf8(String.join(
                "\r\n",
                "POST " + path + " HTTP/1.1",
                "Host: 127.0.0.1",
                "Authorization: Bearer sk-x",
                "Content-Type: " + contentType,
                "")));
        for (var header : headers) {
            request.writeBytes(utf8(header + "\r\n"));
        }
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Connection"))) {
            request.writeBytes(utf8("Connection: close\r\n"));
        }
        if (framing == Framing.LENGTH) {
            request.writeBytes(utf8("Content-Length: " + body.length + "\r\n\r\n"));
            request.writeBytes(body);
        } else {
            request.writeBytes(utf8("Transfer-Encoding: chunked\r\n\r\n"));
            for (int from = 0; from < body.length; from += 1000) {
                int length = Math.min(1000, body.length - from);
                request.writeBytes(utf8(Integer.toHexString(length) + "\r\n"));
                request.write(body, from, length);
                request.writeBytes(utf8("\r\n"));
            }
            request.writeBytes(utf8("0\r\n\r\n"));
        }
        var raw = server.raw(request.toString(StandardCharsets.ISO_8859_1));
        int begin = raw.indexOf("\r\n\r\n") + 4;
        if (raw.substring(0, begin).contains("content-type: application/json")) {
            AnswerSchemas.check(
                    path,
                    Integer.parseInt(raw.substring(9, 12)),
                    "application/json",
                    raw.substring(begin).getBytes(StandardCharsets.ISO_8859_1));
        }
        return raw;
    }

    private static void assertPictures(String answer, int count) {
        assertThat(answer).startsWith("HTTP/1.1 200 OK");
        assertThat(answer.split("\"url\"|\"b64_json\"", -1)).hasSize(count + 1);
    }

    @Test
    void openaiNode3SendsItsFormInChunks() throws Exception {
        var form = new TestForm("--------------------------5378")
                .file("image", IMAGE)
                .file("mask", MASK)
                .text("prompt", "otter")
                .text("n", "2")
                .text("size", "256x256");

        assertPictures(
                post(
                        "/v1/images/edits",
                        "multipart/form-data; boundary=--------------------------5378",
                        form.end(),
                        Framing.CHUNKED,
                        "User-Agent: OpenAI/NodeJS/3.3.0"),
                2);
    }

    @Test
    void openaiNode3WithItsArgumentsInTheOldOrderIsToldSo() throws Exception {
        var form = new TestForm("B")
                .file("image", IMAGE)
                .text("mask", "A cute baby sea otter wearing a beret")
                .file("prompt", MASK)
                .text("n", "2");

        var answer = post("/v1/images/edits", "multipart/form-data; boundary=B", form.end(), Framing.CHUNKED);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 Bad Request")
                .contains("Invalid type for 'prompt': expected a string, but got a file instead.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LENGTH", "CHUNKED"})
    void openaiNode4To7SendOctetStreamsAndAnEpilogue(Framing framing) throws Exception {
        var form = new ByteArrayOutputStream();
        form.writeBytes(new TestForm("openai-7f3a")
                .text("prompt", "otter")
                .text("size", "256x256")
                .part(disposition("image") + "; filename=\"otter.png\"" + OCTETS, IMAGE)
                .part(disposition("mask") + "; filename=\"mask.png\"" + OCTETS, MASK)
                .end());
        form.writeBytes(utf8("\r\n"));

        assertPictures(
                post(
                        "/v1/images/edits",
                        "multipart/form-data; boundary=openai-7f3a",
                        form.toByteArray(),
                        framing,
                        "Accept: application/json",
                        "X-Stainless-Lang: js",
                        "X-Stainless-Retry-Count: 0",
                        "X-Stainless-Timeout: 600"),
                1);
    }

    @Test
    void openaiNodeAsksForAStreamWhileAcceptingJson() throws Exception {
        var answer = post(
                "/v1/images/generations",
                "application/json",
                utf8("{\"model\":\"gpt-image-1\",\"prompt\":\"x\",\"size\":\"64x64\",\"stream\":true}"),
                Framing.LENGTH,
                "Accept: application/json");

        assertThat(answer).contains("content-type: text/event-stream").contains("event: image_generation.completed");
    }

    @Test
    void openaiNodeFormatsItsJson() throws Exception {
        assertPictures(
                post(
                        "/v1/images/generations",
                        "application/json",
                        utf8("{\n  \"prompt\": \"A cute baby sea otter\",\n  \"size\": \"256x256\"\n}"),
                        Framing.LENGTH),
                1);
    }

    @Test
    void openaiJavaSendsTypedTextAndStreamsWithoutAFileName() throws Exception {
        var text = "\r\nContent-Type: text/plain; charset=utf-8";
        var form = new TestForm("b1")
                .part(disposition("image") + OCTETS, IMAGE)
                .part(disposition("mask") + OCTETS, MASK)
                .part(disposition("prompt") + text, utf8("ein Otter mit Mütze 🦦"))
                .part(disposition("n") + text, utf8("1"))
                .part(disposition("size") + text, utf8("256x256"));

        assertPictures(
                post(
                        "/v1/images/edits",
                        "multipart/form-data; boundary=b1",
                        form.end(),
                        Framing.CHUNKED,
                        "User-Agent: OpenAIClientImpl/Java 4.101.0",
                        "X-Stainless-Lang: java"),
                1);
    }

    @Test
    void openaiLibrariesSendSeveralImagesAsAnArray() throws Exception {
        var form = new TestForm("b2")
                .text("model", "gpt-image-1")
                .text("prompt", "otter")
                .text("size", "1024x1024")
                .part(disposition("image[]") + "; filename=\"a.png\"" + OCTETS, IMAGE)
                .part(disposition("image[]") + "; filename=\"b.png\"" + OCTETS, MASK);

        assertPictures(post("/v1/images/edits", "multipart/form-data; boundary=b2", form.end(), Framing.LENGTH), 1);
    }

    @Test
    void springAi1SendsJsonInChunksAndOffersHttp2() throws Exception {
        assertPictures(
                post(
                        "/v1/images/generations",
                        "application/json",
                        utf8("{\"prompt\":\"x\",\"n\":1,\"size\":\"256x256\",\"model\":\"dall-e-2\"}"),
                        Framing.CHUNKED,
                        "Connection: Upgrade, HTTP2-Settings, close",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA"),
                1);
    }

    @Test
    void langchain4jSendsItsFormInChunksAndOffersHttp2() throws Exception {
        var form = new TestForm("----LangChain4j")
                .file("image", IMAGE)
                .file("mask", MASK)
                .text("prompt", "otter")
                .text("size", "256x256");

        assertPictures(
                post(
                        "/v1/images/edits",
                        "multipart/form-data; boundary=----LangChain4j",
                        form.end(),
                        Framing.CHUNKED,
                        "Connection: Upgrade, HTTP2-Settings, close",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA"),
                1);
    }

    @Test
    void simpleOpenaiQuotesItsBoundaryAndNamesFilesByTheirPath() throws Exception {
        var form = new TestForm("1059ab")
                .part(
                        disposition("image")
                                + "; filename=\"/home/me/../../etc/passwd.png\"\r\nContent-Type: image/png",
                        IMAGE)
                .text("n", "2")
                .text("size", "256x256");

        assertPictures(
                post("/v1/images/variations", "multipart/form-data; boundary=\"1059ab\"", form.end(), Framing.CHUNKED),
                2);
    }

    @Test
    void theokanningSendsPartsWithALengthAndWithoutAType() throws Exception {
        var form = new TestForm("5e7d")
                .part(disposition("prompt") + "\r\nContent-Length: 5", utf8("otter"))
                .part(disposition("n") + "\r\nContent-Length: 1", utf8("1"))
                .part(disposition("size") + "\r\nContent-Length: 7", utf8("256x256"))
                .part(disposition("image") + "; filename=\"image\"\r\nContent-Length: " + IMAGE.length, IMAGE)
                .part(disposition("mask") + "; filename=\"mask\"\r\nContent-Length: " + MASK.length, MASK);

        assertPictures(post("/v1/images/edits", "multipart/form-data; boundary=5e7d", form.end(), Framing.LENGTH), 1);
    }

    @Test
    void openaiPythonNamesRawBytesUpload() throws Exception {
        var form = new TestForm("07a1")
                .text("size", "256x256")
                .part(disposition("image") + "; filename=\"upload\"" + OCTETS, IMAGE);

        assertPictures(
                post("/v1/images/variations", "multipart/form-data; boundary=07a1", form.end(), Framing.LENGTH), 1);
    }

    @Test
    void langchainSendsStyleAndQualityToDallE2() throws Exception {
        var answer = post(
                "/v1/images/generations",
                "application/json",
                utf8("{\"prompt\":\"x\",\"model\":\"dall-e-2\",\"n\":1,\"size\":\"256x256\",\"style\":\"vivid\","
                        + "\"quality\":\"standard\",\"response_format\":\"url\"}"),
                Framing.LENGTH);

        assertPictures(answer, 1);
        assertThat(answer).contains("lutra-ignored-parameters: style, quality");
    }

    @Test
    void someSendAnEmptyMask() throws Exception {
        var form = new TestForm("e")
                .file("image", MASK)
                .text("mask", "")
                .text("n", "")
                .text("prompt", "otter")
                .text("size", "256x256");

        assertPictures(post("/images/edits/", "multipart/form-data; boundary=e", form.end(), Framing.LENGTH), 1);
    }

    @Test
    void someSendTheImageAsAString() throws Exception {
        var form = new TestForm("e").text("image", "/tmp/otter.png").text("prompt", "otter");

        assertThat(post("/v1/images/edits", "multipart/form-data; boundary=e", form.end(), Framing.LENGTH))
                .startsWith("HTTP/1.1 400 Bad Request")
                .contains(
                        "Invalid type for 'image': expected one of an array of files or file, but got a string instead.");
    }

    @Test
    void nothingIsWrittenUnderTheNamesThatClientsGive() throws Exception {
        var form = new TestForm("e")
                .part(disposition("image") + "; filename=\"../../evil.png\"\r\nContent-Type: image/png", IMAGE)
                .text("size", "256x256");
        assertPictures(post("/v1/images/variations", "multipart/form-data; boundary=e", form.end(), Framing.LENGTH), 1);

        try (var files = Files.walk(folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("evil"));
        }
    }

    @Test
    void refusesFormsThatAreNone() throws Exception {
        var good = new TestForm("e").file("image", IMAGE).text("prompt", "x");
        var cut = Arrays.copyOf(good.end(), 300);
        for (var form : List.of(
                cut,
                new byte[0],
                utf8("--e--\r\n"),
                utf8("no boundary at all"),
                utf8("--e junk\r\n\r\n\r\n--e--"),
                utf8("--e\r\nnot a header\r\n\r\nx\r\n--e--\r\n"),
                utf8("--e\r\nContent-Type: text/plain\r\n\r\nx\r\n--e--\r\n"),
                new TestForm("e").text("n", "1").text("n", "2").end(),
                new TestForm("e").text("prompt", "x".repeat(300_000)).end(),
                new TestForm("e")
                        .part(disposition("prompt"), new byte[] {(byte) 0xff})
                        .end())) {
            var answer = post("/v1/images/edits", "multipart/form-data; boundary=e", form, Framing.LENGTH);

            assertThat(answer).startsWith("HTTP/1.1 400 Bad Request").contains("\"error\"");
        }
        assertThat(post("/v1/images/edits", "multipart/form-data", good.end(), Framing.LENGTH))
                .contains("names no boundary");
        var parts = new TestForm("e");
        for (int i = 0; i < 100; i++) {
            parts.text("field" + i, "x");
        }
        assertThat(post("/v1/images/edits", "multipart/form-data; boundary=e", parts.end(), Framing.LENGTH))
                .contains("more than 64 parts");
    }
}
