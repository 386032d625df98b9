package io.lutra.engine.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.PictureRequest.Background;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.Studio;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.imaging.Raster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutOutTest {
    private static final int SIDE = 200;

    private static SketchModel model;

    @BeforeAll
    static void load() {
        model = SketchModel.load(Path.of(System.getProperty("lutra.root"), "models", "sketch"), Nearness.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void theModelSaysThatItDrawsCutOuts() {
        assertThat(model.info().transparentBackground()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a cute baby sea otter wearing a beret",
                "a red apple",
                "three penguins on the beach at sunset",
                "an oil painting of a fox",
                "a beach at sunset"
            })
    void cornersAreEmptyTheSubjectIsSolidAndItsEdgesAreSoft(String prompt) throws InterruptedException {
        var picture = draw(prompt, 4);

        for (int corner : new int[] {0, SIDE - 1, SIDE * (SIDE - 1), SIDE * SIDE - 1}) {
            assertThat(picture.argb()[corner] >>> 24).isZero();
        }
        assertThat(pixels(picture, 255, 255)).isGreaterThan(SIDE * SIDE / 10);
        assertThat(pixels(picture, 1, 254)).isBetween(SIDE / 2L, SIDE * SIDE / 20L);
    }

    @Test
    void edgesHaveTheSubjectsColourAndNoHalo() throws InterruptedException {
        for (var prompt : new String[] {"a red apple", "a watercolor painting of a red apple"}) {
            var picture = draw(prompt, 4);

            for (int pixel : picture.argb()) {
                if (pixel >>> 24 > 0 && pixel >>> 24 < 255) {
                    int darkest = Math.min((pixel >> 16) & 255, Math.min((pixel >> 8) & 255, pixel & 255));
                    assertThat(darkest).as(prompt).isLessThan(200);
                }
            }
        }
    }

    @Test
    void pixelArtHasSquareEdges() throws InterruptedException {
        var picture = draw("pixel art of a wizard", 4);

        assertThat(pixels(picture, 1, 254)).isZero();
        assertThat(pixels(picture, 255, 255)).isGreaterThan(SIDE * SIDE / 10);
    }

    @Test
    void aPaintedBackgroundStaysTheDefault() {
        assertThat(model.info().defaults().background()).isEqualTo(Background.PAINTED);
    }

    private static Raster draw(String prompt, long seed) throws InterruptedException {
        var settings = model.info().defaults().withBackground(Background.TRANSPARENT);
        var request = new Generation(prompt, new Output(SIDE, SIDE, 1, seed), settings);
        return new Studio(model).draw(request, drawing -> {}).getFirst();
    }

    /** How many pixels have an opacity from the one to the other. */
    private static long pixels(Raster picture, int from, int to) {
        return java.util.Arrays.stream(picture.argb())
                .filter(pixel -> pixel >>> 24 >= from && pixel >>> 24 <= to)
                .count();
    }
}
