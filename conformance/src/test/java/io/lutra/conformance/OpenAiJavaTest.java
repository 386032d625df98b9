package io.lutra.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.MultipartField;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.images.Image;
import com.openai.models.images.ImageCreateVariationParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImageGenerateParams.ResponseFormat;
import com.openai.models.images.ImageGenerateParams.Size;
import com.openai.models.images.ImagesResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own Java library, unchanged but for the base URL, against a live server. */
/* The older parameters are what this API is about. */
@SuppressWarnings("deprecation")
@Tag("server")
class OpenAiJavaTest {
    private static final String PROMPT = "A cute baby sea otter";

    @TempDir
    static Path folder;

    private static LiveServer server;
    private static OpenAIClient client;

    @BeforeAll
    static void start() throws IOException {
        server = LiveServer.start(folder.resolve("data"));
        client = OpenAIOkHttpClient.builder()
                .baseUrl(server.api())
                .apiKey("sk-conformance")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void generatesOnePictureOfTheDefaultSizeAsUrl() throws Exception {
        Image image = data(request().build()).getFirst();

        assertThat(image.b64Json()).isEmpty();
        Pictures.decode(fetch(image.url().orElseThrow()), 1024);
    }

    @Test
    void generatesAsManyDifferentPicturesAsAskedFor() throws IOException {
        List<byte[]> pictures = pictures(base64(Size._256X256).n(10).build());

        assertThat(pictures).hasSize(10);
        for (byte[] picture : pictures) {
            Pictures.decode(picture, 256);
        }
        Pictures.assertDifferent(pictures);
    }

    @Test
    void sameSeedSameBytesAndOtherSeedOtherPicture() {
        byte[] seven = pictures(base64(Size._512X512)
                        .putAdditionalBodyProperty("seed", JsonValue.from(7))
                        .build())
                .getFirst();
        byte[] sevenAgain = pictures(base64(Size._512X512)
                        .putAdditionalBodyProperty("seed", JsonValue.from(7))
                        .build())
                .getFirst();
        byte[] eight = pictures(base64(Size._512X512)
                        .putAdditionalBodyProperty("seed", JsonValue.from(8))
                        .build())
                .getFirst();

        assertThat(sevenAgain).isEqualTo(seven);
        assertThat(eight).isNotEqualTo(seven);
    }

    @Test
    void thePromptMatters() {
        byte[] apple = pictures(seeded("a red apple")).getFirst();
        byte[] boat = pictures(seeded("a blue sailboat")).getFirst();

        assertThat(boat).isNotEqualTo(apple);
    }

    @Test
    void refusesElevenPicturesNamingTheParameter() {
        var error = catchThrowableOfType(
                BadRequestException.class,
                () -> client.images().generate(request().n(11).build()));

        assertThat(error.param()).contains("n");
        assertThat(error.type()).contains("invalid_request_error");
        assertThat(error.headers().values("x-request-id").getFirst()).startsWith("req_");
    }

    @Test
    void refusesAnUnknownModel() {
        var error = catchThrowableOfType(
                NotFoundException.class,
                () -> client.images().generate(request().model("no-such-model").build()));

        assertThat(error.code()).contains("model_not_found");
    }

    @Test
    void editsInsideTheMaskOnlyAndVaries() throws IOException {
        byte[] original = pictures(base64(Size._256X256).build()).getFirst();
        byte[] mask = Pictures.withHole(original);
        byte[] edited = decoded(client.images()
                        .edit(ImageEditParams.builder()
                                .image(part("otter.png", original))
                                .mask(png("mask.png", mask))
                                .prompt(PROMPT + " wearing a beret")
                                .size(ImageEditParams.Size._256X256)
                                .responseFormat(ImageEditParams.ResponseFormat.B64_JSON)
                                .build()))
                .getFirst();
        List<byte[]> varied = decoded(client.images()
                .createVariation(ImageCreateVariationParams.builder()
                        .image(png("otter.png", original))
                        .n(2)
                        .size(ImageCreateVariationParams.Size._256X256)
                        .responseFormat(ImageCreateVariationParams.ResponseFormat.B64_JSON)
                        .build()));

        Pictures.assertKeptOutside(
                Pictures.decodePreview(mask, 256), Pictures.decode(original, 256), Pictures.decode(edited, 256));
        assertThat(varied).hasSize(2);
        Pictures.decode(varied.getFirst(), 256);
        Pictures.assertDifferent(List.of(original, varied.get(0), varied.get(1)));
    }

    @Test
    void streamsPreviewsAndThePicture() throws IOException {
        var params = request().model("gpt-image-1").partialImages(2).build();
        var previews = new ArrayList<byte[]>();
        var finished = new ArrayList<byte[]>();
        try (var stream = client.images().generateStreaming(params)) {
            stream.stream().forEach(event -> {
                event.generationPartialImage().ifPresent(partial -> previews.add(bytes(partial.b64Json())));
                event.generationCompleted().ifPresent(completed -> finished.add(bytes(completed.b64Json())));
            });
        }

        assertThat(previews).isNotEmpty();
        assertThat(finished).hasSize(1);
        Pictures.decodePreview(previews.getFirst(), 1024);
        Pictures.decode(finished.getFirst(), 1024);
    }

    @Test
    void goesOnAfterAClientThatGaveUp() {
        var impatient = client.async()
                .images()
                .generate(request().n(10).size(Size._1024X1024).build());
        impatient.cancel(true);

        assertThat(pictures(base64(Size._256X256).build())).hasSize(1);
    }

    @Test
    void listsAndRetrievesModels() {
        var models = client.models().list().items();

        assertThat(models).isNotEmpty();
        assertThat(client.models().retrieve(models.getFirst().id()).validate().id())
                .isEqualTo(models.getFirst().id());
    }

    private static ImageGenerateParams.Builder request() {
        return ImageGenerateParams.builder().prompt(PROMPT);
    }

    private static ImageGenerateParams.Builder base64(Size size) {
        return request().size(size).responseFormat(ResponseFormat.B64_JSON);
    }

    private static ImageGenerateParams seeded(String prompt) {
        return base64(Size._256X256)
                .prompt(prompt)
                .putAdditionalBodyProperty("seed", JsonValue.from(7))
                .build();
    }

    private static List<Image> data(ImageGenerateParams params) {
        ImagesResponse response = client.images().generate(params).validate();
        return response.data().orElseThrow();
    }

    private static List<byte[]> pictures(ImageGenerateParams params) {
        return decoded(client.images().generate(params));
    }

    private static List<byte[]> decoded(ImagesResponse response) {
        return response.validate().data().orElseThrow().stream()
                .map(image -> bytes(image.b64Json().orElseThrow()))
                .toList();
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static MultipartField<InputStream> png(String name, byte[] bytes) {
        return MultipartField.<InputStream>builder()
                .value(new ByteArrayInputStream(bytes))
                .filename(name)
                .contentType("image/png")
                .build();
    }

    private static MultipartField<ImageEditParams.Image> part(String name, byte[] bytes) {
        return MultipartField.<ImageEditParams.Image>builder()
                .value(ImageEditParams.Image.ofInputStream(new ByteArrayInputStream(bytes)))
                .filename(name)
                .contentType("image/png")
                .build();
    }

    private static byte[] fetch(String url) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var response =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).contains("image/png");
            return response.body();
        }
    }
}
