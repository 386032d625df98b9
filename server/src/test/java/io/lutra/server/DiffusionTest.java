package io.lutra.server;

import static io.lutra.server.TestForm.picture;
import static io.lutra.server.TestForm.png;
import static io.lutra.server.TestForm.withHole;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lutra.engine.Drawing;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.pipeline.DiffusionModel;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.TensorLedger;
import io.lutra.engine.weights.SafetensorsFile;
import io.lutra.imaging.DecodedPicture;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import io.lutra.imaging.Raster;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Stable Diffusion checkpoint behind the whole server: a tiny one of random weights, whose pictures mean nothing. */
class DiffusionTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("lutra.root"), "engine/src/test/resources/golden/diffusion");

    @TempDir
    static Path folder;

    private static TestServer server;
    private static CountedModel model;

    @BeforeAll
    static void start() throws InterruptedException {
        var device = Device.start(DeviceSettings.standard());
        var lora = SafetensorsFile.open(GOLDEN.resolve("lora/sd1-kohya.safetensors"));
        var checkpoint = Checkpoint.open(GOLDEN.resolve("models/sd1"));
        model = new CountedModel(DiffusionModel.load(device, "tiny-sd1", checkpoint, Map.of("ink", lora)));
        server = TestServer.over(folder, () -> model);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void generatesThePicturesThatASeedStandsFor() throws Exception {
        var body = "{'prompt':'a red fox','n':2,'size':'256x256','response_format':'b64_json','seed':7,'steps':3}";
        var first = server.generate(body);
        var pictures = pictures(first);

        assertThat(first.headers().firstValue("lutra-ignored-parameters")).isEmpty();
        assertThat(pictures).hasSize(2).allMatch(picture -> picture.width() == 256 && picture.height() == 256);
        assertThat(pictures.get(0).argb()).isNotEqualTo(pictures.get(1).argb());
        assertThat(pictures(server.generate(body)).get(1).argb())
                .isEqualTo(pictures.get(1).argb());
        assertThat(drawn("'seed':8")).isEqualTo(pictures.get(1).argb());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'scheduler':'euler_a'",
                "'guidance_scale':1",
                "'negative_prompt':'grey'",
                "'clip_skip':1",
                "'loras':[{'name':'ink','weight':0.9}]",
                "'cache':'fast'"
            })
    void drawsOtherwiseIfARequestSaysHow(String member) throws Exception {
        int[] plain = drawn("'seed':7");
        int[] changed = drawn("'seed':7," + member);

        assertThat(changed).isNotEqualTo(plain);
        assertThat(drawn("'seed':7")).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'scheduler':'dream' | scheduler | dpmpp_2m_karras",
                "'loras':[{'name':'oil'}] | loras[0].name | 'ink'",
                "'clip_skip':9 | clip_skip | <= 4",
                "'steps':151 | steps | <= 150",
                "'cache':'faster' | cache | 'fast' and 'off'"
            })
    void namesTheChoicesThatThereAre(String member, String param, String message) throws Exception {
        var response = server.generate("{'prompt':'x','size':'256x256'," + member + "}");

        assertThat(response.statusCode()).isEqualTo(400);
        var error = json(response).path("error");
        assertThat(error.path("param").asString()).isEqualTo(param);
        assertThat(error.path("message").asString()).contains(message);
    }

    @Test
    void editsAndKeepsWhatIsKeptBitForBit() throws Exception {
        Raster image = picture(256);
        Raster mask = withHole(picture(256));
        var response = server.send(new TestForm()
                .file("image", png(image))
                .file("mask", png(mask))
                .text("prompt", "a hat")
                .text("size", "256x256")
                .text("response_format", "b64_json")
                .text("steps", "3")
                .text("loras", "[{\"name\":\"ink\",\"weight\":0.5}]")
                .to(server, "/v1/images/edits"));

        int[] edited = pictures(response).getFirst().argb();
        int painted = 0;
        for (int i = 0; i < edited.length; i++) {
            if (mask.argb()[i] >>> 24 != 0) {
                assertThat(edited[i]).isEqualTo(image.argb()[i]);
            } else {
                painted += edited[i] == image.argb()[i] ? 0 : 1;
            }
        }
        assertThat(painted).isPositive();
    }

    @Test
    void variesAPicture() throws Exception {
        Raster image = picture(256);
        var response = server.send(new TestForm()
                .file("image", png(image))
                .text("n", "2")
                .text("size", "256x256")
                .text("response_format", "b64_json")
                .text("steps", "4")
                .to(server, "/v1/images/variations"));

        assertThat(pictures(response))
                .hasSize(2)
                .allSatisfy(picture -> assertThat(picture.argb()).isNotEqualTo(image.argb()));
    }

    @Test
    void streamsPreviewsAndThePicture() throws Exception {
        var response = server.generate("{'prompt':'a red fox','model':'gpt-image-1','size':'1024x1024','steps':6,"
                + "'stream':true,'partial_images':2}");

        var events = new String(response.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("event: "))
                .toList();
        assertThat(events)
                .containsExactly(
                        "event: image_generation.partial_image",
                        "event: image_generation.partial_image",
                        "event: image_generation.completed");
    }

    @Test
    void stopsDrawingWhenTheClientLeaves() throws Exception {
        drawn("'seed':1");
        long idle = TensorLedger.living();
        int before = model.steps.get();
        var body = "{\"prompt\":\"x\",\"n\":10,\"size\":\"256x256\",\"steps\":150}";
        try (var socket = server.socket()) {
            socket.getOutputStream()
                    .write(("POST /v1/images/generations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            await().atMost(TestServer.PATIENCE).until(() -> model.steps.get() > before);
        }

        await().atMost(TestServer.PATIENCE).until(() -> TensorLedger.living() == idle);
        assertThat(model.steps.get() - before).isLessThan(150);
    }

    private static int[] drawn(String members) throws IOException, InterruptedException {
        return pictures(server.generate("{'prompt':'a red fox','size':'256x256','response_format':'b64_json','steps':3,"
                        + members + "}"))
                .getFirst()
                .argb();
    }

    private static List<Raster> pictures(HttpResponse<byte[]> response) {
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return json(response)
                .path("data")
                .valueStream()
                .map(entry ->
                        decode(Base64.getDecoder().decode(entry.path("b64_json").asString())))
                .toList();
    }

    private static Raster decode(byte[] png) {
        var limits = new PictureLimits(Set.of(PictureFormat.PNG), 2048, 4_194_304);
        return ((DecodedPicture) PictureReader.read(png, limits)).raster();
    }

    /** The model, with its steps counted. */
    private static final class CountedModel implements ImageModel {
        private final ImageModel model;
        private final AtomicInteger steps = new AtomicInteger();

        CountedModel(ImageModel model) {
            this.model = model;
        }

        @Override
        public ModelInfo info() {
            return model.info();
        }

        @Override
        public List<Drawing> begin(PictureRequest request) {
            return model.begin(request);
        }

        @Override
        public void step(List<? extends Drawing> batch) {
            steps.incrementAndGet();
            model.step(batch);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
