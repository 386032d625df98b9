package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.sketch.SketchModel;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;

class LutraImageModelTest {
    private static SketchModel engine;

    @BeforeAll
    static void load() {
        engine = SketchModel.load(Path.of(System.getProperty("lutra.root"), "models", "sketch"), Nearness.NONE);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void drawsAsManyPicturesOfTheSizeAsThePromptSays() throws IOException {
        ImageModel model = new LutraImageModel(engine, new Random(7));
        var options = ImageOptionsBuilder.builder().n(2).width(256).height(192).build();

        var results = model.call(new ImagePrompt("two red apples", options)).getResults();

        assertThat(results).hasSize(2);
        assertThat(results.get(0).getOutput().getB64Json())
                .isNotEqualTo(results.get(1).getOutput().getB64Json());
        for (var result : results) {
            var picture = read(result.getOutput().getB64Json());
            assertThat(picture.getWidth()).isEqualTo(256);
            assertThat(picture.getHeight()).isEqualTo(192);
        }
    }

    @Test
    void drawsTheSameAgainFromTheSameSeed() {
        var prompt = new ImagePrompt("an otter", ImageOptionsBuilder.builder().width(128).height(128).build());

        var first = new LutraImageModel(engine, new Random(3)).call(prompt).getResult();
        var again = new LutraImageModel(engine, new Random(3)).call(prompt).getResult();

        assertThat(again.getMetadata()).isEqualTo(first.getMetadata()).isInstanceOf(LutraImageModel.Seed.class);
        assertThat(again.getOutput()).isEqualTo(first.getOutput());
    }

    @Test
    void answersWithAUrlThatHoldsThePictureWhereOneIsWanted() throws IOException {
        var options = ImageOptionsBuilder.builder().width(64).height(64).responseFormat("url").build();

        var image = new LutraImageModel(engine, new Random(1)).call(new ImagePrompt("a cat", options)).getResult();

        String url = image.getOutput().getUrl();
        assertThat(url).startsWith("data:image/png;base64,");
        assertThat(read(url.substring(url.indexOf(',') + 1)).getWidth()).isEqualTo(64);
    }

    private static BufferedImage read(String base64) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }
}
