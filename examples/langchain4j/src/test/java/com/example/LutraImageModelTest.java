package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.image.ImageModel;
import io.lutra.engine.sketch.SketchModel;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LutraImageModelTest {
    private static final int SIDE = 128;

    private static SketchModel engine;

    @BeforeAll
    static void load() {
        engine = SketchModel.load(Path.of(System.getProperty("lutra.root"), "models", "sketch"), Nearness.NONE);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private final ImageModel model = new LutraImageModel(engine, SIDE, new Random(7));

    @Test
    void drawsAPrompt() throws IOException {
        var image = model.generate("a red apple").content();

        assertThat(image.mimeType()).isEqualTo("image/png");
        assertThat(read(image).getWidth()).isEqualTo(SIDE);
    }

    @Test
    void drawsSeveralThatDiffer() {
        var images = model.generate("an otter", 3).content();

        assertThat(images).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void repaintsWhereTheMaskIsClearAndNothingElse() throws IOException {
        var before = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        var mask = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                before.setRGB(x, y, 0xff000000 | x << 16 | y << 8);
                mask.setRGB(x, y, isHole(x, y) ? 0 : 0xff000000);
            }
        }

        var after = read(model.edit(image(before), image(mask), "a red apple").content());

        boolean changed = false;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if (isHole(x, y)) {
                    changed |= after.getRGB(x, y) != before.getRGB(x, y);
                } else {
                    assertThat(after.getRGB(x, y)).isEqualTo(before.getRGB(x, y));
                }
            }
        }
        assertThat(changed).isTrue();
    }

    @Test
    void saysThatItDoesNotFollowLinks() {
        var link = Image.builder().url("http://example.org/otter.png").build();

        assertThatThrownBy(() -> model.edit(link, "a beret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base64");
    }

    private static boolean isHole(int x, int y) {
        return x > 30 && x < 90 && y > 30 && y < 90;
    }

    private static BufferedImage read(Image image) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(image.base64Data())));
    }

    private static Image image(BufferedImage picture) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return Image.builder()
                .base64Data(Base64.getEncoder().encodeToString(bytes.toByteArray()))
                .mimeType("image/png")
                .build();
    }
}
