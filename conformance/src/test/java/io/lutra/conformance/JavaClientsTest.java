package io.lutra.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.theokanning.openai.client.OpenAiApi;
import com.theokanning.openai.image.CreateImageEditRequest;
import com.theokanning.openai.image.CreateImageRequest;
import com.theokanning.openai.image.CreateImageVariationRequest;
import com.theokanning.openai.image.ImageResult;
import com.theokanning.openai.service.OpenAiService;
import dev.langchain4j.model.openai.OpenAiImageModel;
import io.github.sashirestela.openai.SimpleOpenAI;
import io.github.sashirestela.openai.domain.image.Image;
import io.github.sashirestela.openai.domain.image.ImageEditsRequest;
import io.github.sashirestela.openai.domain.image.ImageRequest;
import io.github.sashirestela.openai.domain.image.ImageResponseFormat;
import io.github.sashirestela.openai.domain.image.ImageVariationsRequest;
import io.github.sashirestela.openai.domain.image.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.openai.OpenAiImageOptions;
import retrofit2.Retrofit;
import retrofit2.adapter.rxjava2.RxJava2CallAdapterFactory;
import retrofit2.converter.jackson.JacksonConverterFactory;

/** The Java libraries that people use besides OpenAI's own, against a live server. */
/* The older parameters are what this API is about. */
@SuppressWarnings("deprecation")
@Tag("server")
class JavaClientsTest {
    private static final String PROMPT = "A cute baby sea otter";
    private static final String KEY = "sk-conformance";

    @TempDir
    static Path folder;

    private static LiveServer server;
    private static Path original;
    private static Path mask;

    @BeforeAll
    static void start() throws IOException {
        server = LiveServer.start(folder.resolve("data"));
        original = folder.resolve("otter.png");
        mask = folder.resolve("mask.png");
        var image = langchain("dall-e-2").generate(PROMPT).content();
        Files.write(original, fetch(image.url().toString()));
        var hole = new BufferedImage(256, 256, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                hole.setRGB(x, y, x > 64 && x < 192 && y > 64 && y < 192 ? 0 : 0xff000000);
            }
        }
        ImageIO.write(hole, "png", mask.toFile());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void langchain4jGeneratesAndEdits() throws IOException {
        var model = langchain("dall-e-2");
        var several = model.generate(PROMPT, 2).content();
        var edited = model.edit(image(original), image(mask), "a red apple").content();

        assertThat(several).hasSize(2);
        keptOutside(fetch(edited.url().toString()));
    }

    @Test
    void springAiGenerates() throws IOException {
        var options = OpenAiImageOptions.builder()
                .model("dall-e-2")
                .n(2)
                .size("256x256")
                .baseUrl(server.api())
                .apiKey(KEY)
                .build();
        var model = org.springframework.ai.openai.OpenAiImageModel.builder()
                .options(options)
                .build();

        var results = model.call(new ImagePrompt(PROMPT, options)).getResults();

        assertThat(results).hasSize(2);
        Pictures.decode(fetch(requireNonNull(results.getFirst().getOutput().getUrl())), 256);
    }

    @Test
    void simpleOpenAiGeneratesEditsAndVaries() throws IOException {
        var client = SimpleOpenAI.builder()
                .apiKey(KEY)
                .baseUrl(server.base().toString())
                .build();
        Image generated = client.images()
                .create(ImageRequest.builder()
                        .model("dall-e-2")
                        .prompt(PROMPT)
                        .n(2)
                        .size(Size.X_256_256)
                        .responseFormat(ImageResponseFormat.URL)
                        .build())
                .join();
        Image edited = client.images()
                .createEdits(ImageEditsRequest.builder()
                        .model("dall-e-2")
                        .image(original)
                        .mask(mask)
                        .prompt("a red apple")
                        .n(1)
                        .size(Size.X_256_256)
                        .responseFormat(ImageResponseFormat.B64JSON)
                        .build())
                .join();
        Image varied = client.images()
                .createVariations(ImageVariationsRequest.builder()
                        .model("dall-e-2")
                        .image(original)
                        .n(2)
                        .size(Size.X_256_256)
                        .responseFormat(ImageResponseFormat.URL)
                        .build())
                .join();

        assertThat(generated.getData()).hasSize(2);
        keptOutside(Base64.getDecoder().decode(edited.getData().getFirst().getB64Json()));
        assertThat(varied.getData()).hasSize(2);
        Pictures.decode(fetch(varied.getData().getLast().getUrl()), 256);
    }

    @Test
    void theokanningGeneratesEditsAndVaries() throws IOException {
        ObjectMapper mapper = OpenAiService.defaultObjectMapper();
        var http = OpenAiService.defaultClient(KEY, Duration.ofSeconds(30));
        var service = new OpenAiService(new Retrofit.Builder()
                .baseUrl(server.base() + "/")
                .client(http)
                .addConverterFactory(JacksonConverterFactory.create(mapper))
                .addCallAdapterFactory(RxJava2CallAdapterFactory.create())
                .build()
                .create(OpenAiApi.class));
        ImageResult generated = service.createImage(
                CreateImageRequest.builder().prompt(PROMPT).n(2).size("256x256").build());
        ImageResult edited = service.createImageEdit(
                CreateImageEditRequest.builder()
                        .prompt("a red apple")
                        .n(1)
                        .size("256x256")
                        .responseFormat("b64_json")
                        .build(),
                original.toFile(),
                mask.toFile());
        ImageResult varied = service.createImageVariation(
                CreateImageVariationRequest.builder()
                        .n(2)
                        .size("256x256")
                        .responseFormat("url")
                        .build(),
                original.toFile());
        http.dispatcher().executorService().shutdown();

        assertThat(generated.getData()).hasSize(2);
        keptOutside(Base64.getDecoder().decode(edited.getData().getFirst().getB64Json()));
        assertThat(varied.getData()).hasSize(2);
    }

    private static dev.langchain4j.data.image.Image image(Path file) throws IOException {
        return dev.langchain4j.data.image.Image.builder()
                .base64Data(Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
                .mimeType("image/png")
                .build();
    }

    private static OpenAiImageModel langchain(String model) {
        return OpenAiImageModel.builder()
                .baseUrl(server.api())
                .apiKey(KEY)
                .modelName(model)
                .size("256x256")
                .maxRetries(0)
                .build();
    }

    private static void keptOutside(byte[] edited) throws IOException {
        Pictures.assertKeptOutside(
                ImageIO.read(mask.toFile()), ImageIO.read(original.toFile()), Pictures.decode(edited, 256));
    }

    private static byte[] fetch(String url) throws IOException {
        try (var stream = URI.create(url).toURL().openStream()) {
            return stream.readAllBytes();
        }
    }
}
