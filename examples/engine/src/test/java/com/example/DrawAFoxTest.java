package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawAFoxTest {
    @Test
    void writesAPicture(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("fox.png");

        DrawAFox.main(new String[] {Path.of(System.getProperty("lutra.root"), "models").toString(), file.toString()});

        var picture = ImageIO.read(file.toFile());
        assertThat(picture.getWidth()).isEqualTo(512);
        assertThat(picture.getHeight()).isEqualTo(512);
        int[] pixels = picture.getRGB(0, 0, 512, 512, null, 0, 512);
        assertThat(Arrays.stream(pixels).distinct().count()).as("colours").isGreaterThan(100);
    }
}
