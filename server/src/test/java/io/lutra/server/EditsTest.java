package io.lutra.server;

import static io.lutra.server.TestForm.blackAndWhite;
import static io.lutra.server.TestForm.decode;
import static io.lutra.server.TestForm.picture;
import static io.lutra.server.TestForm.png;
import static io.lutra.server.TestForm.withHole;
import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.inline;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditsTest {
    private static final String EDITS = "/v1/images/edits";
    private static final Raster IMAGE = picture(256);
    private static final byte[] IMAGE_PNG = png(IMAGE);
    private static final byte[] MASK_PNG = png(withHole(picture(256)));

    private static final String HEAD = String.join(
            "\r\n",
            "POST /v1/images/edits HTTP/1.1",
            "Host: a",
            "Transfer-Encoding: chunked",
            "Content-Type: multipart/form-data; boundary=B",
            "",
            "");

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

    private static TestForm founding() {
        return new TestForm()
                .file("image", IMAGE_PNG)
                .file("mask", MASK_PNG)
                .text("prompt", "A cute baby sea otter wearing a beret")
                .text("n", "2")
                .text("size", "256x256")
                .text("response_format", "b64_json");
    }

    @Test
    void everyPixelOutsideOfTheMaskComesBackAsItWas() throws Exception {
        var response = server.send(founding().to(server, EDITS));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "lutra-mask")).isEqualTo("alpha");
        assertThat(header(response, "lutra-ignored-parameters")).isEmpty();
        var data = json(response).get("data");
        assertThat(data).hasSize(2);
        for (var image : data) {
            assertRepaintedInTheHoleOnly(IMAGE, decode(inline(image)));
        }
    }

    @Test
    void answersTheFoundingCallWithLinks() throws Exception {
        var form = new TestForm()
                .file("image", png(picture(64)))
                .file("mask", png(withHole(picture(64))))
                .text("prompt", "A cute baby sea otter wearing a beret")
                .text("n", "2")
                .text("size", "1024x1024");

        var response = server.send(form.to(server, EDITS).header("authorization", "Bearer sk-x"));

        var data = json(response).get("data");
        assertThat(data).hasSize(2);
        var url = URI.create(data.get(0).get("url").stringValue());
        var picture =
                decode(server.get(url.getRawPath() + "?" + url.getRawQuery()).body());
        assertRepaintedInTheHoleOnly(Scaling.to(picture(64), 1024, 1024), picture);
    }

    @Test
    void theImagesOwnTransparencyIsTheMaskWhenThereIsNone() throws Exception {
        var image = withHole(IMAGE);
        var response = server.send(new TestForm()
                .text("prompt", "otter")
                .text("size", "256x256")
                .text("response_format", "b64_json")
                .file("image", png(image))
                .to(server, EDITS));

        assertThat(header(response, "lutra-mask")).isEqualTo("image transparency");
        assertRepaintedInTheHoleOnly(IMAGE, decode(inline(json(response).at("/data/0"))));
    }

    @Test
    void understandsABlackAndWhiteMaskAndSaysSo() throws Exception {
        var response = server.send(new TestForm()
                .file("image", IMAGE_PNG)
                .file("mask", png(blackAndWhite(256)))
                .text("prompt", "otter")
                .text("size", "256x256")
                .text("response_format", "b64_json")
                .to(server, EDITS));

        assertThat(header(response, "lutra-mask")).isEqualTo("luminance, white is edited");
        assertRepaintedInTheHoleOnly(IMAGE, decode(inline(json(response).at("/data/0"))));
    }

    @Test
    void refusesAnImageOfFourMegabytesBeforeItHasArrivedWhole() throws Exception {
        try (var socket = server.socket()) {
            var out = socket.getOutputStream();
            out.write(HEAD.getBytes(StandardCharsets.ISO_8859_1));
            chunk(
                    out,
                    new TestForm("B")
                            .part("Content-Disposition: form-data; name=\"image\"; filename=\"a.png\"", IMAGE_PNG)
                            .unfinished());
            chunk(
                    out,
                    "--B\r\nContent-Disposition: form-data; name=\"mask\"; filename=\"b.png\"\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            var block = new byte[1 << 16];
            for (int i = 0; i < 70; i++) {
                chunk(out, block);
            }
            out.flush();

            var answer = new String(socket.getInputStream().readNBytes(2000), StandardCharsets.ISO_8859_1);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400 Bad Request")
                    .contains("Uploaded image must be a PNG and less than 4 MB.")
                    .contains("\"param\":null");
        }
    }

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void answersAsGptImageWhenOnlyThatCanBeMeant() throws Exception {
        var two = server.send(new TestForm()
                .file("image[]", IMAGE_PNG)
                .file("image[]", png(picture(64)))
                .text("prompt", "otter")
                .to(server, EDITS));
        var quality = server.send(new TestForm()
                .file("image", IMAGE_PNG)
                .text("prompt", "otter")
                .text("quality", "low")
                .to(server, EDITS));

        assertThat(two.statusCode()).isEqualTo(200);
        assertThat(header(two, "lutra-ignored-parameters")).isEqualTo("image[1]");
        assertThat(header(two, "lutra-mask")).isEqualTo("whole image");
        assertThat(json(two).get("output_format").stringValue()).isEqualTo("png");
        assertThat(json(two).at("/usage/input_tokens_details/image_tokens").intValue())
                .isPositive();
        assertThat(json(quality).get("quality").stringValue()).isEqualTo("low");
    }

    @Test
    void takesPicturesOfAnyShapeAsGptImage() throws Exception {
        var response = server.send(new TestForm()
                .text("model", "gpt-image-1")
                .file("image", png(picture(300, 200)))
                .file("mask", png(withHole(picture(300, 200))))
                .text("prompt", "otter")
                .text("size", "1024x1024")
                .to(server, EDITS));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "lutra-repaired")).contains("cropped from 300x200 to 200x200");
        var expected = Scaling.to(Scaling.crop(picture(300, 200), 50, 0, 200, 200), 1024, 1024);
        var answered = decode(inline(json(response).at("/data/0")));
        assertThat(answered.argb()[3]).isEqualTo(expected.argb()[3]);
        assertThat(answered.argb()[1024 * 1023]).isEqualTo(expected.argb()[1024 * 1023]);
    }

    @Test
    void editsFromJsonByDataUrlsAndByItsOwnLinks() throws Exception {
        var drawn = json(server.generate("{'prompt':'x','size':'256x256'}"))
                .at("/data/0/url")
                .stringValue();
        var body = "{'model':'gpt-image-1','prompt':'otter','images':[{'image_url':'" + drawn
                + "'}],'mask':{'image_url':'data:image/png;base64,"
                + Base64.getEncoder().encodeToString(MASK_PNG) + "'},'size':'1024x1024'}";

        var response = server.send(jsonEdit(body));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "lutra-ignored-parameters")).isEmpty();
        assertThat(decode(inline(json(response).at("/data/0"))).width()).isEqualTo(1024);
    }

    @Test
    void streamsEdits() throws Exception {
        var response = server.send(
                founding().text("stream", "true").text("partial_images", "1").to(server, EDITS));

        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("event: image_edit.partial_image\n")
                .contains("event: image_edit.completed\n")
                .doesNotContain("event: error");
    }

    @Test
    void answersTheAiSdkWithBothLinkAndPicture() throws Exception {
        var form = new TestForm()
                .file("image", IMAGE_PNG)
                .file("mask", MASK_PNG)
                .text("prompt", "otter")
                .text("size", "256x256");

        var response =
                server.send(form.to(server, EDITS).header("user-agent", "ai/7.0.173 ai-sdk/provider-utils/4.0.66"));

        assertThat(json(response).at("/data/0").propertyNames()).containsExactlyInAnyOrder("url", "b64_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/images/variations", "/images/variations/"})
    void variesAPicture(String path) throws Exception {
        var response = server.send(new TestForm()
                .file("image", IMAGE_PNG)
                .text("n", "2")
                .text("size", "256x256")
                .text("response_format", "b64_json")
                .text("strength", "0.3")
                .to(server, path));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "lutra-ignored-parameters")).isEmpty();
        var data = json(response).get("data");
        assertThat(data).hasSize(2);
        assertThat(inline(data.get(0))).isNotEqualTo(inline(data.get(1)));
    }

    @Test
    void streamsVariations() throws Exception {
        var response = server.send(new TestForm()
                .file("image", IMAGE_PNG)
                .text("size", "256x256")
                .text("stream", "true")
                .text("partial_images", "1")
                .to(server, "/v1/images/variations"));

        assertThat(header(response, "lutra-ignored-parameters")).isEmpty();
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("event: image_variation.partial_image\n")
                .contains("event: image_variation.completed\n")
                .doesNotContain("event: error");
    }

    private static HttpRequest.Builder jsonEdit(String body) {
        return server.request(EDITS)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    }

    private static void assertRepaintedInTheHoleOnly(Raster before, Raster after) {
        int side = before.width();
        assertThat(after.width()).isEqualTo(side);
        int changed = 0;
        for (int i = 0; i < before.argb().length; i++) {
            if (!TestForm.inHole(side, i % side, i / side)) {
                assertThat(after.argb()[i]).as("pixel " + i).isEqualTo(before.argb()[i]);
            } else if (after.argb()[i] != before.argb()[i]) {
                changed++;
            }
        }
        assertThat(changed).isGreaterThan(side * side / 8);
    }
}
