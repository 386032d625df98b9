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
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of other servers of this API complain about, in the threads that the names of the tests name. */
class UserComplaintsTest {
    private static final String EDITS = "/v1/images/edits";
    private static final Raster IMAGE = picture(256);
    private static final byte[] IMAGE_PNG = png(IMAGE);
    private static final byte[] MASK_PNG = png(withHole(IMAGE));

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

    private static TestForm edit() {
        return new TestForm()
                .text("prompt", "otter")
                .text("size", "256x256")
                .text("response_format", "b64_json")
                .text("seed", "7");
    }

    private static byte[] first(HttpResponse<byte[]> response) {
        return inline(json(response).at("/data/0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nContent-Type: application/octet-stream", "\r\nContent-Type: image/jpeg", ""})
    void openaiNode1468_aPngIsTakenForOneWhateverItsPartDeclares(String type) throws Exception {
        var form = edit().part("Content-Disposition: form-data; name=\"image\"; filename=\"a.png\"" + type, MASK_PNG);

        assertThat(server.send(form.to(server, EDITS)).statusCode()).isEqualTo(200);
    }

    @Test
    void goOpenai188_whatGenerationsDrawCanBeEdited() throws Exception {
        byte[] drawn = first(server.generate("{'prompt':'x','size':'256x256','response_format':'b64_json'}"));

        var masked =
                server.send(edit().file("image", drawn).file("mask", MASK_PNG).to(server, EDITS));
        var bare = server.send(edit().file("image", drawn).to(server, EDITS));

        assertThat(masked.statusCode()).isEqualTo(200);
        assertThat(json(bare).at("/error/message").stringValue())
                .contains("got RGB", "send a 'mask', or an image with transparency");
    }

    @Test
    void stableDiffusionCpp1406_theMaskIsNotIgnored() throws Exception {
        var answer = decode(first(server.send(
                edit().file("image", IMAGE_PNG).file("mask", MASK_PNG).to(server, EDITS))));

        for (int i = 0; i < IMAGE.argb().length; i++) {
            if (!TestForm.inHole(256, i % 256, i / 256)) {
                assertThat(answer.argb()[i]).isEqualTo(IMAGE.argb()[i]);
            }
        }
        assertThat(answer.argb()[128 * 257]).isNotEqualTo(IMAGE.argb()[128 * 257]);
    }

    @ParameterizedTest
    @CsvSource({
        "dall-e-2,true,alpha",
        "gpt-image-1,true,alpha",
        "gpt-image-1,false,whole image",
        "stripes,false,whole image"
    })
    void stableDiffusionCpp1779_anEditIsNotForcedIntoOneModeAndSaysWhichItWas(String model, boolean masked, String mode)
            throws Exception {
        var form = new TestForm()
                .text("model", model)
                .text("prompt", "otter")
                .text("size", model.startsWith("gpt") ? "1024x1024" : "256x256")
                .file("image", IMAGE_PNG);
        if (masked) {
            form.file("mask", MASK_PNG);
        }

        assertThat(header(server.send(form.to(server, EDITS)), "lutra-mask")).isEqualTo(mode);
    }

    @Test
    void antigravity2226_ai14360_aMaskIsNeitherInvertedNorDroppedByAlphaOrByWhite() throws Exception {
        var byAlpha = server.send(
                edit().file("image", IMAGE_PNG).file("mask", MASK_PNG).to(server, EDITS));
        var byWhite = server.send(edit().file("image", IMAGE_PNG)
                .file("mask", png(blackAndWhite(256)))
                .to(server, EDITS));
        var byImage = server.send(edit().file("image", MASK_PNG).to(server, EDITS));

        assertThat(decode(first(byWhite)).argb())
                .isEqualTo(decode(first(byAlpha)).argb());
        assertThat(decode(first(byImage)).argb())
                .isEqualTo(decode(first(byAlpha)).argb());
        assertThat(header(byWhite, "lutra-mask")).contains("white is edited");
    }

    @Test
    void xinference3914_aUrlIsNoPathWithinAContainer() throws Exception {
        var url = URI.create(json(server.generate("{'prompt':'x','size':'256x256'}"))
                .at("/data/0/url")
                .stringValue());

        assertThat(url.getScheme()).isEqualTo("http");
        assertThat(server.get(url.getRawPath() + "?" + url.getRawQuery()).body())
                .startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void localAi10482_aUrlHasTheSchemeAndHostOfTheClientAndNeedsNoKey() throws Exception {
        var request = server.generation("{'prompt':'x','size':'256x256'}")
                .header("authorization", "Bearer sk-x")
                .header("x-forwarded-proto", "https")
                .header("x-forwarded-host", "pictures.example.org");

        var url = URI.create(json(server.send(request)).at("/data/0/url").stringValue());

        assertThat(url.toString()).startsWith("https://pictures.example.org/files/");
        assertThat(server.get(url.getRawPath() + "?" + url.getRawQuery()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void localAi2430_vllmOmni2081_sizeCountAndFormatAreHonoured() throws Exception {
        var data = json(server.generate(
                        "{'prompt':'x','n':3,'size':'512x512','response_format':'b64_json','user':'u'}"))
                .get("data");

        assertThat(data).hasSize(3);
        for (var image : data) {
            var picture = decode(inline(image));
            assertThat(picture.width()).isEqualTo(512);
            assertThat(picture.height()).isEqualTo(512);
        }
    }

    @Test
    void localAi2430_whatIsNotHonouredIsNamed() throws Exception {
        var response = server.generate("{'prompt':'x','size':'256x256','upscale':2}");

        assertThat(header(response, "lutra-ignored-parameters")).isEqualTo("upscale");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'prompt':'x','size':'0x0'}",
                "{'prompt':'x','n':-1}",
                "{'prompt':{}}",
                "[]",
                "{'prompt':'\\u0000"
            })
    void litellm42185_aBadRequestIsNotToldToBeRetried(String body) throws Exception {
        var response = server.generate(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(header(response, "x-should-retry")).isEqualTo("false");
    }

    @Test
    void integrationOpenai65_aResponseFormatOfTheWrongTypeIsNotAServerError() throws Exception {
        assertThat(server.generate("{'prompt':'x','response_format':{'type':'b64_json'}}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void integrationOpenai290_usageIsNotZero() throws Exception {
        var usage = json(server.generate("{'prompt':'an otter','model':'gpt-image-1','size':'64x64'}"))
                .get("usage");

        assertThat(usage.get("input_tokens").intValue()).isPositive();
        assertThat(usage.get("output_tokens").intValue()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dall-e-2",
                "dall-e-3",
                "gpt-image-1",
                "gpt-image-1-mini",
                "gpt-image-1.5",
                "gpt-image-2-2026-04-21",
                "chatgpt-image-latest"
            })
    void newelle430_modelsThatClientsHardCodeAreFound(String model) throws Exception {
        assertThat(server.generate("{'prompt':'x','size':'1024x1024','model':'" + model + "'}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'prompt':'x'}", "{'prompt':'x','n':null,'size':null,'model':null,'response_format':null}"})
    void oneApi783_optionalParametersAreOptional(String body) throws Exception {
        var data = json(server.generate(body)).get("data");

        assertThat(data).hasSize(1);
        assertThat(data.get(0).has("url")).isTrue();
    }

    @Test
    void haystack11318_whatWasWrittenForDallE2StillWorks() throws Exception {
        var generated = server.generate("{'prompt':'A cute baby sea otter','n':2,'size':'1024x1024'}");
        var edited = server.send(new TestForm()
                .file("image", IMAGE_PNG)
                .file("mask", MASK_PNG)
                .text("prompt", "A cute baby sea otter wearing a beret")
                .text("n", "2")
                .text("size", "1024x1024")
                .to(server, EDITS));
        var varied = server.send(new TestForm()
                .file("image", IMAGE_PNG)
                .text("n", "2")
                .text("size", "1024x1024")
                .to(server, "/v1/images/variations"));

        assertThat(json(generated).get("data")).hasSize(2);
        assertThat(json(edited).get("data")).hasSize(2);
        assertThat(json(varied).get("data")).hasSize(2);
    }

    @Test
    void invokeAi9122_koboldcpp2389_seedStepsAndNegativePromptNeedNoHackInThePrompt() throws Exception {
        var response = server.generate(
                "{'prompt':'x','size':'256x256','seed':7,'steps':3,'negative_prompt':'hat','response_format':'b64_json'}");

        assertThat(header(response, "lutra-seed")).isEqualTo("7");
        assertThat(header(response, "lutra-ignored-parameters")).isEmpty();
    }

    @Test
    void automatic1111_6068_picturesOfManySizesLeaveNoMemoryBehind() throws Exception {
        var random = new Random(1);
        drawAtRandomSizes(random, 40);
        long before = usedAfterCollection();

        drawAtRandomSizes(random, 200);

        assertThat(usedAfterCollection() - before).isLessThan(16L << 20);
        assertThat(server.model().open()).isZero();
    }

    private static void drawAtRandomSizes(Random random, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            int width = random.nextInt(16, 400);
            int height = random.nextInt(16, 400);
            var body = "{'prompt':'x','model':'stripes','size':'" + width + "x" + height
                    + "','response_format':'b64_json'}";
            assertThat(server.generate(body).statusCode()).isEqualTo(200);
        }
    }

    private static long usedAfterCollection() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void stdapi84_previewsThatWereAskedForAreSent(int count) throws Exception {
        var response = server.generate("{'prompt':'x','size':'256x256','stream':true,'partial_images':" + count + "}");

        assertThat(new String(response.body(), StandardCharsets.UTF_8)
                        .split("event: image_generation.partial_image", -1))
                .hasSize(count + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "image[]", "image[0]", "images", "images[]"})
    void litellm15963_sdcpp1270_theImageIsTakenUnderEveryNameThatClientsGiveIt(String name) throws Exception {
        var form = new TestForm()
                .text("model", "gpt-image-1")
                .text("prompt", "otter")
                .text("size", "64x64")
                .file(name, IMAGE_PNG);

        assertThat(server.send(form.to(server, EDITS)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dall-e-2", "gpt-image-1"})
    void openWebui16571_theSizeThatOpenWebUiAsksForIsDrawn(String model) throws Exception {
        assertThat(server.generate("{'prompt':'x','n':1,'size':'512x512','model':'" + model + "'}")
                        .statusCode())
                .isEqualTo(200);
    }
}
