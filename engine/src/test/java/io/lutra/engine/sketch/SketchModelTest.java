package io.lutra.engine.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.Unsupported;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.Studio;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.imaging.Raster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SketchModelTest {
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
    void sameSeedGivesSamePixels() throws InterruptedException {
        var first = draw("two owls in the forest at night", 1, 42).getFirst();
        var again = draw("two owls in the forest at night", 1, 42).getFirst();

        assertThat(again.argb()).isEqualTo(first.argb());
    }

    @Test
    void pictureDoesNotDependOnItsBatch() throws InterruptedException {
        var alone = draw("a red car", 1, 9).getFirst();
        var inBatch = draw("a red car", 4, 7).get(2);

        assertThat(inBatch.argb()).isEqualTo(alone.argb());
    }

    @Test
    void picturesOfOneRequestDifferPlainly() throws InterruptedException {
        var pictures = draw("A cute baby sea otter", 4, 1);

        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(meanDifference(pictures.get(i), pictures.get(j))).isGreaterThan(.05);
            }
        }
    }

    @Test
    void promptMatters() throws InterruptedException {
        var cat = draw("a cat on a white background", 1, 5).getFirst();
        var train = draw("a train on a white background", 1, 5).getFirst();

        assertThat(meanDifference(cat, train)).isGreaterThan(.03);
    }

    @ParameterizedTest
    @CsvSource({"64,64", "257,256", "1024,256", "300,900"})
    void drawsEverySizeOpaque(int width, int height) throws InterruptedException {
        var output = new Output(width, height, 1, 3);
        var request = new PictureRequest.Generation(
                "a sailboat at sunset", output, model.info().defaults());

        var picture = new Studio(model).draw(request, drawing -> {}).getFirst();

        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(height);
        assertThat(picture.hasTransparency()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "qwrtp zzxv", "!!!", "一只熊猫", "no", "100 cats", "🦦"})
    void drawsSomethingForEveryPrompt(String prompt) throws InterruptedException {
        var picture = draw(prompt, 1, 8).getFirst();

        assertThat(java.util.Arrays.stream(picture.argb()).distinct().count()).isGreaterThan(8);
    }

    @Test
    void previewsComeCloserToThePicture() throws InterruptedException {
        var previews = new ArrayList<Raster>();
        var request = new PictureRequest.Generation(
                "a lion", new Output(128, 128, 1, 4), model.info().defaults());

        var picture = new Studio(model)
                .draw(request, drawing -> previews.add(drawing.preview().orElseThrow()))
                .getFirst();

        assertThat(previews).hasSizeGreaterThanOrEqualTo(3);
        assertThat(meanDifference(previews.getFirst(), picture))
                .isGreaterThan(meanDifference(previews.get(previews.size() - 2), picture));
        assertThat(previews.getLast().argb()).isEqualTo(picture.argb());
    }

    @Test
    void editKeepsEveryPixelOutsideOfTheHoleAndPaintsInsideIt() throws InterruptedException {
        var image = draw("a beach", 1, 3).getFirst();
        var mask = squareHole(128, 40, 100);
        var output = new Output(128, 128, 2, 6);
        var request = new PictureRequest.Edit(
                image, mask, "a red balloon", output, model.info().defaults());

        var pictures = new Studio(model).draw(request, drawing -> {});

        for (var picture : pictures) {
            assertThat(pixels(picture, mask, true)).isEqualTo(pixels(image, mask, true));
            assertThat(java.util.Arrays.stream(pixels(picture, mask, false))
                            .filter(SketchModelTest::isRed)
                            .count())
                    .isGreaterThan(200);
        }
        assertThat(pictures.getFirst().argb()).isNotEqualTo(pictures.getLast().argb());
    }

    @Test
    void editOfNothingIsTheImage() throws InterruptedException {
        var image = draw("a beach", 1, 3).getFirst();
        var mask = squareHole(128, 0, 0);
        var request = new PictureRequest.Edit(
                image,
                mask,
                "a red balloon",
                new Output(128, 128, 1, 6),
                model.info().defaults());

        var picture = new Studio(model).draw(request, drawing -> {}).getFirst();

        assertThat(picture.argb()).isEqualTo(image.argb());
    }

    private static Raster squareHole(int side, int from, int to) {
        var argb = new int[side * side];
        for (int i = 0; i < argb.length; i++) {
            int x = i % side;
            int y = i / side;
            argb[i] = x >= from && x < to && y >= from && y < to ? 0 : 0xFF000000;
        }
        return new Raster(side, side, argb);
    }

    private static int[] pixels(Raster picture, Raster mask, boolean kept) {
        return java.util.stream.IntStream.range(0, picture.argb().length)
                .filter(i -> (mask.argb()[i] != 0) == kept)
                .map(i -> picture.argb()[i])
                .toArray();
    }

    private static boolean isRed(int argb) {
        return ((argb >> 16) & 255) > 150 && ((argb >> 8) & 255) < 110 && (argb & 255) < 110;
    }

    @Test
    void refusesSizesOutsideOfItsRange() {
        var request = new PictureRequest.Generation(
                "x", new Output(32, 64, 1, 0), model.info().defaults());

        assertThatThrownBy(() -> model.begin(request))
                .isInstanceOf(Unsupported.class)
                .hasMessageContaining("32x64");
    }

    private static List<Raster> draw(String prompt, int count, long seed) throws InterruptedException {
        var request = new PictureRequest.Generation(
                prompt, new Output(128, 128, count, seed), model.info().defaults());
        return new Studio(model).draw(request, drawing -> {});
    }

    /** Mean absolute difference of the channels, 0 to 1. */
    private static double meanDifference(Raster a, Raster b) {
        double sum = 0;
        for (int i = 0; i < a.argb().length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                sum += Math.abs(((a.argb()[i] >> shift) & 255) - ((b.argb()[i] >> shift) & 255));
            }
        }
        return sum / (a.argb().length * 3L * 255);
    }
}
