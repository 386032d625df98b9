package io.lutra.server;

import static io.lutra.server.TestForm.decode;
import static io.lutra.server.TestForm.picture;
import static io.lutra.server.TestForm.png;
import static io.lutra.server.TestForm.withHole;
import static io.lutra.server.TestServer.inline;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.pup.PupModel;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.text.TextEncoder;
import io.lutra.imaging.Raster;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** lutra-pup behind the whole server: a tiny one of random weights, whose pictures mean nothing. */
class PupTest {
    private static final Path ROOT = Path.of(System.getProperty("lutra.root"));

    @TempDir
    static Path folder;

    private static TextEncoder encoder;
    private static TestServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        var device = Device.start(DeviceSettings.standard());
        encoder = TextEncoder.load(device, ROOT.resolve("models/minilm"));
        server = TestServer.over(
                folder, () -> PupModel.load(device, ROOT.resolve("engine/src/test/resources/pup"), encoder));
    }

    @AfterAll
    static void stop() {
        server.close();
        encoder.close();
    }

    @Test
    void drawsWhatPromptAndSeedStandForAtEverySize() throws Exception {
        int[] drawn = drawn("a red apple", 256, 7);

        assertThat(drawn).hasSize(256 * 256);
        assertThat(drawn("a red apple", 256, 7)).isEqualTo(drawn);
        assertThat(drawn("a red apple", 256, 8)).isNotEqualTo(drawn);
        assertThat(drawn("two pandas", 256, 7)).isNotEqualTo(drawn);
        assertThat(drawn("a red apple", 512, 7)).hasSize(512 * 512);
    }

    @Test
    void keepsEveryPixelOutsideTheMask() throws Exception {
        Raster image = picture(256);
        Raster mask = withHole(picture(256));
        int[] edited = edited(
                new TestForm().file("image", png(image)).file("mask", png(mask)).text("prompt", "a hat"));

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
    void variesByStrength() throws Exception {
        var image = png(picture(256));
        int[] near = varied(image, "0.2");

        assertThat(near).isNotEqualTo(picture(256).argb());
        assertThat(varied(image, "0.2")).isEqualTo(near);
        assertThat(varied(image, "0.9")).isNotEqualTo(near);
    }

    @Test
    void streamsPreviews() throws Exception {
        var response = server.generate("{'prompt':'a red apple','model':'gpt-image-1','size':'256x256','steps':4,"
                + "'stream':true,'partial_images':2}");

        var events = new String(response.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> JsonMapper.shared().readTree(line.substring("data: ".length())))
                .toList();
        assertThat(events)
                .extracting(event -> event.get("type").stringValue())
                .containsExactly(
                        "image_generation.partial_image",
                        "image_generation.partial_image",
                        "image_generation.completed");
        assertThat(decode(inline(events.get(0))).argb())
                .isNotEqualTo(decode(inline(events.get(2))).argb());
    }

    private static int[] drawn(String prompt, int side, long seed) throws Exception {
        return pixels(server.generate("{'prompt':'%s','size':'%dx%d','seed':%d,'steps':3,'response_format':'b64_json'}"
                .formatted(prompt, side, side, seed)));
    }

    private static int[] varied(byte[] image, String strength) throws Exception {
        return pixels(server.send(new TestForm()
                .file("image", image)
                .text("strength", strength)
                .text("seed", "7")
                .text("size", "256x256")
                .text("response_format", "b64_json")
                .to(server, "/v1/images/variations")));
    }

    private static int[] edited(TestForm form) throws Exception {
        return pixels(server.send(form.text("size", "256x256")
                .text("steps", "3")
                .text("response_format", "b64_json")
                .to(server, "/v1/images/edits")));
    }

    private static int[] pixels(HttpResponse<byte[]> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode data = json(response).at("/data/0");
        return decode(inline(data)).argb();
    }
}
