package io.lutra.server;

import static io.lutra.server.TestForm.decode;
import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.inline;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.lutra.imaging.DecodedPicture;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

class GenerationsTest {
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
    void answersTheFoundingCallWithTwoLinksToDifferentPictures() throws Exception {
        var response = server.send(server.request("/v1/images/generations")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer sk-anything")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"prompt\":\"A cute baby sea otter\",\"n\":2,\"size\":\"1024x1024\"}")));

        assertThat(response.statusCode()).isEqualTo(200);
        var body = json(response);
        assertThat(body.propertyNames()).containsExactly("created", "data");
        assertThat(body.get("created").isIntegralNumber()).isTrue();
        var pictures = new HashSet<Integer>();
        for (var image : body.get("data")) {
            assertThat(image.propertyNames()).containsExactly("url");
            var url = URI.create(image.get("url").stringValue());
            assertThat(url.getHost()).isEqualTo("127.0.0.1");
            var file = server.get(url.getRawPath() + "?" + url.getRawQuery());
            assertThat(header(file, "content-type")).isEqualTo("image/png");
            var picture = decode(file.body());
            assertThat(picture.width()).isEqualTo(1024);
            pictures.add(picture.argb()[5]);
        }
        assertThat(pictures).hasSize(2);
    }

    @Test
    void answersInlineAndTellsTheSeeds() throws Exception {
        var response =
                server.generate("{'prompt':'otter','n':3,'size':'256x256','response_format':'b64_json','seed':7}");

        assertThat(header(response, "lutra-seed")).isEqualTo("7, 8, 9");
        assertThat(header(response, "lutra-model")).isEqualTo("stripes");
        var data = json(response).get("data");
        assertThat(data).hasSize(3);
        for (var image : data) {
            assertThat(image.propertyNames()).containsExactly("b64_json");
            assertThat(decode(inline(image)).width()).isEqualTo(256);
        }
        assertThat(inline(data.get(1))).isNotEqualTo(inline(data.get(0)));
    }

    @Test
    void sameSeedSameBytesAndTheSeedIsInThePicture() throws Exception {
        var body = "{'prompt':'otter','size':'256x256','response_format':'b64_json','seed':42}";

        byte[] once = inline(json(server.generate(body)).get("data").get(0));
        byte[] again = inline(json(server.generate(body)).get("data").get(0));

        assertThat(again).isEqualTo(once);
        assertThat(new String(once, StandardCharsets.ISO_8859_1))
                .contains("iTXtseed\0\0\0\0\00042")
                .contains("Software")
                .doesNotContain("otter");
    }

    @Test
    void drawsAnewWithoutASeed() throws Exception {
        var body = "{'prompt':'otter','size':'256x256','response_format':'b64_json'}";

        var once = server.generate(body);
        var again = server.generate(body);

        assertThat(header(again, "lutra-seed")).isNotEqualTo(header(once, "lutra-seed"));
        assertThat(again.body()).isNotEqualTo(once.body());
    }

    @Test
    void givesAsManyPicturesAsAskedFor() throws Exception {
        var data = json(server.generate("{'prompt':'x','n':10,'size':'256x256','response_format':'b64_json'}"))
                .get("data");

        var different = new HashSet<String>();
        data.forEach(image -> different.add(image.get("b64_json").stringValue()));
        assertThat(data).hasSize(10);
        assertThat(different).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/images/generations",
                "/v1/images/generations/",
                "/images/generations",
                "/images/generations//",
                "//v1/images/generations"
            })
    void answersUnderEveryFormOfThePath(String path) throws Exception {
        var response = server.send(server.request(path)
                .header("content-type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"x\",\"size\":\"256x256\"}")));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void namesWhatItIgnores() throws Exception {
        var response = server.generate(
                "{'prompt':'x','size':'256x256','style':'vivid','quality':'standard','guidance_scale':3,'od\\nd':1}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "lutra-ignored-parameters")).isEqualTo("style, quality, guidance_scale, od_d");
    }

    @ParameterizedTest
    @CsvSource({"dall-e-2,1", "dall-e-3,1", "stripes,1", "'',1"})
    void answersToTheHostedNamesAndItsOwn(String model, int pictures) throws Exception {
        var response = server.generate("{'prompt':'x','model':'" + model + "'}");

        assertThat(json(response).get("data")).hasSize(pictures);
        assertThat(header(response, "lutra-model")).isEqualTo("stripes");
        assertThat(json(response).get("data").get(0).has("revised_prompt")).isEqualTo(model.equals("dall-e-3"));
    }

    @Test
    void answersAsGptImageToThatName() throws Exception {
        var body = json(
                server.generate("{'prompt':'otter!','model':'gpt-image-1','size':'1024x1024','n':2,'quality':'high'}"));

        assertThat(body.propertyNames())
                .containsExactly("created", "background", "output_format", "quality", "size", "data", "usage");
        assertThat(body.get("background").stringValue()).isEqualTo("opaque");
        assertThat(body.get("quality").stringValue()).isEqualTo("high");
        assertThat(body.get("data").get(0).propertyNames()).containsExactly("b64_json");
        var usage = body.get("usage");
        assertThat(usage.get("input_tokens").intValue()).isEqualTo(2);
        assertThat(usage.get("output_tokens").intValue()).isEqualTo(2048);
        assertThat(usage.get("total_tokens").intValue()).isEqualTo(2050);
        assertThat(usage.at("/input_tokens_details/text_tokens").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"gpt-image-1,png", "gpt-image-1,webp", "stripes,png", "stripes,webp"})
    void leavesTheBackgroundTransparent(String model, String format) throws Exception {
        var inline = model.equals("stripes") ? ",'response_format':'b64_json'" : "";
        var body = json(server.generate("{'prompt':'x','model':'" + model
                + "','size':'64x64','background':'transparent','output_format':'" + format + "'" + inline + "}"));

        var picture = decode(inline(body.at("/data/0")));
        assertThat(picture.argb()[0] >>> 24).isZero();
        assertThat(picture.argb()[63 * 64] >>> 24).isEqualTo(255);
        if (model.startsWith("gpt")) {
            assertThat(body.get("background").stringValue()).isEqualTo("transparent");
        }
    }

    @Test
    void streamsPicturesWithATransparentBackground() throws Exception {
        var response = server.generate("{'prompt':'x','model':'gpt-image-1','size':'64x64','background':'transparent',"
                + "'stream':true,'partial_images':1}");

        var events = new String(response.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> JsonMapper.shared().readTree(line.substring("data: ".length())))
                .toList();
        assertThat(events).hasSize(2).allSatisfy(event -> {
            assertThat(event.get("background").stringValue()).isEqualTo("transparent");
            assertThat(decode(inline(event)).argb()[0] >>> 24).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({"jpeg,image/jpeg,jpg", "webp,image/webp,webp", "png,image/png,png"})
    void drawsInTheFormatAskedFor(String format, String type, String extension) throws Exception {
        var small = format.equals("png") ? "" : ",'output_compression':10";
        var body = "{'prompt':'x','model':'stripes','size':'128x96','output_format':'" + format + "'" + small + "}";

        var url = URI.create(json(server.generate(body)).at("/data/0/url").stringValue());
        var file = server.get(url.getRawPath() + "?" + url.getRawQuery());

        assertThat(url.getRawPath()).endsWith("." + extension);
        assertThat(header(file, "content-type")).isEqualTo(type);
        var limits = new PictureLimits(Set.of(PictureFormat.values()), 200, 40_000);
        var picture = (DecodedPicture) PictureReader.read(file.body(), limits);
        assertThat(picture.format().mediaType()).isEqualTo(type);
        assertThat(picture.raster().width()).isEqualTo(128);
        assertThat(picture.raster().height()).isEqualTo(96);
    }

    @Test
    void streamsPreviewsAndThenThePicture() throws Exception {
        var response = server.generate(
                "{'prompt':'x','model':'gpt-image-1','size':'1024x1024','stream':true,'partial_images':2}");

        assertThat(header(response, "content-type")).startsWith("text/event-stream");
        var events = new String(response.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("event: ") || line.contains("data: "))
                .toList();
        var kinds = IntStream.range(0, events.size() / 2)
                .mapToObj(i -> events.get(2 * i))
                .toList();
        assertThat(kinds)
                .containsExactly(
                        "event: image_generation.partial_image",
                        "event: image_generation.partial_image",
                        "event: image_generation.completed");
        var completed = JsonMapper.shared().readTree(events.get(5).substring("data: ".length()));
        assertThat(completed.get("type").stringValue()).isEqualTo("image_generation.completed");
        assertThat(completed.get("usage").get("total_tokens").intValue()).isPositive();
        assertThat(decode(inline(completed)).width()).isEqualTo(1024);
    }

    @Test
    void writesALineForEachRequestThatTellsNothingPrivate() throws Exception {
        var log = (Logger) LoggerFactory.getLogger("lutra.requests");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        try {
            var id = header(
                    server.send(
                            server.generation("{'prompt':'very private','size':'512x512','user':'jane@example.org'}")
                                    .header("authorization", "Bearer sk-secret")),
                    "x-request-id");
            await().atMost(TestServer.PATIENCE)
                    .until(() -> lines.list.stream()
                            .anyMatch(line -> id.equals(line.getMDCPropertyMap().get("request"))));

            var line = lines.list.stream()
                    .filter(event -> id.equals(event.getMDCPropertyMap().get("request")))
                    .findFirst()
                    .orElseThrow();
            assertThat(line.getKeyValuePairs().stream().map(pair -> pair.key + "=" + pair.value))
                    .asString()
                    .contains("status=200", "model=stripes", "n=1", "size=512x512")
                    .containsPattern("user=[0-9a-f]{32}")
                    .doesNotContain("private", "jane", "secret", "bytes=0");
        } finally {
            log.detachAppender(lines);
            log.setLevel(Level.WARN);
        }
    }

    @Test
    void endsAStreamThatFailsWithAnErrorEvent() throws Exception {
        var response = server.generate("{'prompt':'broken','stream':true}");

        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .startsWith("event: error\ndata: {\"error\":{\"message\":");
    }
}
