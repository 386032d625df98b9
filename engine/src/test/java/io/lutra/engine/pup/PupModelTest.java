package io.lutra.engine.pup;

import static io.lutra.engine.pup.PupGolden.DEVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.Drawing;
import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.EngineException.Unsupported;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Recipe;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.engine.PictureRequest.Variation;
import io.lutra.engine.Studio;
import io.lutra.engine.sketch.SketchModel;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.TensorLedger;
import io.lutra.engine.text.TextEncoder;
import io.lutra.imaging.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model around the network, with the small random network: what it draws is noise, but the same noise. */
class PupModelTest {
    private static final Path MODELS = Path.of(System.getProperty("lutra.root"), "models");
    private static final Settings SETTINGS = new Settings(4, 3, "");
    private static final int SIDE = 64;

    private static long livingBefore;
    private static TextEncoder encoder;
    private static PupModel model;

    @BeforeAll
    static void load() {
        livingBefore = TensorLedger.living();
        encoder = TextEncoder.load(DEVICE, MODELS.resolve("minilm"));
        model = PupModel.load(DEVICE, DType.F32, PupModel.ID, PupGolden.TINY, encoder, null);
    }

    @AfterAll
    static void closesEveryTensor() {
        model.close();
        encoder.close();
        assertThat(TensorLedger.living()).as("tensors left open").isEqualTo(livingBefore);
    }

    @Test
    void sameSeedGivesTheSameBytes() throws Exception {
        assertThat(draw(generation("a red apple", 1, 5)).getFirst().argb())
                .isEqualTo(draw(generation("a red apple", 1, 5)).getFirst().argb());
    }

    @Test
    void seedsAndPromptsGiveOtherPictures() throws Exception {
        var apples = draw(generation("a red apple", 2, 5));
        var panda = draw(generation("a panda", 1, 5));

        assertThat(difference(apples.get(0), apples.get(1))).isGreaterThan(10);
        assertThat(difference(apples.get(0), panda.getFirst())).isGreaterThan(1);
    }

    @Test
    void batchEqualsPicturesDrawnAlone() throws Exception {
        var together = draw(generation("a red apple", 3, 5));

        for (int i = 0; i < 3; i++) {
            var alone = draw(generation("a red apple", 1, 5 + i)).getFirst();
            // Sums of another batch may run in another order: a level of a channel is what that may cost.
            assertThat(largestDifference(together.get(i), alone)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void promptsOfDifferentLengthShareABatch() throws Exception {
        var requests =
                List.of(generation("an owl", 1, 3), generation("two pandas in a green field before a mountain", 1, 3));
        var drawings = requests.stream()
                .map(request -> model.begin(request).getFirst())
                .toList();
        assertThat(drawings.get(0).joins(drawings.get(1))).isTrue();
        while (!drawings.getFirst().isFinished()) {
            model.step(drawings);
        }

        for (int i = 0; i < 2; i++) {
            var alone = draw(requests.get(i)).getFirst();
            assertThat(largestDifference(drawings.get(i).picture(), alone)).isLessThanOrEqualTo(1);
        }
        drawings.forEach(Drawing::close);
    }

    @Test
    void closingADrawingBetweenStepsCancelsItAlone() throws Exception {
        long before = TensorLedger.living();
        var drawings = model.begin(generation("a red apple", 2, 5));
        model.step(drawings);

        drawings.get(0).close();
        while (!drawings.get(1).isFinished()) {
            model.step(List.of(drawings.get(1)));
        }

        assertThat(drawings.get(0).stepsDone()).isEqualTo(1);
        assertThatThrownBy(() -> drawings.get(0).picture()).isInstanceOf(IllegalStateException.class);
        var alone = draw(generation("a red apple", 1, 6)).getFirst();
        assertThat(largestDifference(drawings.get(1).picture(), alone)).isLessThanOrEqualTo(1);
        drawings.get(1).close();
        assertThat(TensorLedger.living()).isEqualTo(before);
    }

    @Test
    void previewsFromTheFirstStepOn() {
        try (var drawing = model.begin(generation("a red apple", 1, 5)).getFirst()) {
            assertThat(drawing.preview()).isEmpty();
            model.step(List.of(drawing));

            assertThat(drawing.preview())
                    .hasValueSatisfying(preview -> assertThat(preview.width()).isEqualTo(SIDE));
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "100, 70", "256, 256", "320, 128"})
    void drawsAtTheSizeOfTheAnswer(int width, int height) throws Exception {
        var output = new Output(width, height, 1, 1);

        var picture = draw(new Generation("an owl", output, SETTINGS)).getFirst();

        assertThat(List.of(picture.width(), picture.height())).containsExactly(width, height);
        assertThat(picture.hasTransparency()).isFalse();
    }

    @Test
    void editKeepsEveryPixelOutsideOfTheHole() throws Exception {
        var image = speckles(SIDE, 1);
        var mask = hole(SIDE);

        var edited = draw(new Edit(image, mask, "a blue bird", new Output(SIDE, SIDE, 1, 9), SETTINGS))
                .getFirst();

        int changed = 0;
        for (int i = 0; i < image.argb().length; i++) {
            if (mask.argb()[i] >>> 24 == 0) {
                changed += edited.argb()[i] == image.argb()[i] ? 0 : 1;
            } else {
                assertThat(edited.argb()[i]).isEqualTo(image.argb()[i]);
            }
        }
        assertThat(changed).isGreaterThan(SIDE * SIDE / 5);
    }

    @Test
    void editDoesNotSeeWhatLiesInTheHole() throws Exception {
        var image = speckles(SIDE, 1);
        var mask = hole(SIDE);
        var other = image.argb().clone();
        for (int i = 0; i < other.length; i++) {
            other[i] = mask.argb()[i] >>> 24 == 0 ? 0xFF00FF00 : other[i];
        }
        var output = new Output(SIDE, SIDE, 1, 9);

        var first = draw(new Edit(image, mask, "a blue bird", output, SETTINGS)).getFirst();
        var second = draw(new Edit(new Raster(SIDE, SIDE, other), mask, "a blue bird", output, SETTINGS))
                .getFirst();

        assertThat(first.argb()).isEqualTo(second.argb());
    }

    @Test
    void strengthSaysHowManyStepsAVariationTakes() {
        for (double strength : new double[] {0.01, 0.25, 0.5, 1}) {
            var variation = new Variation(speckles(SIDE, 2), strength, new Output(SIDE, SIDE, 1, 4), SETTINGS);
            try (var drawing = model.begin(variation).getFirst()) {
                assertThat(drawing.steps()).isEqualTo(Math.max(1, (int) (4 * strength)));
            }
        }
    }

    @Test
    void variationsDependOnThePictureAndTheSeed() throws Exception {
        var output = new Output(SIDE, SIDE, 2, 4);
        var first = draw(new Variation(speckles(SIDE, 2), 0.5, output, SETTINGS));
        var other = draw(new Variation(speckles(SIDE, 3), 0.5, output, SETTINGS));

        assertThat(difference(first.get(0), first.get(1))).isGreaterThan(1);
        assertThat(difference(first.get(0), other.get(0))).isGreaterThan(1);
    }

    @Test
    void aSceneStartChangesThePictureAndLeavesSeedsDifferent() throws Exception {
        try (var sketch = SketchModel.load(MODELS.resolve("sketch"), Nearness.NONE);
                var guided = PupModel.load(
                        DEVICE, DType.F32, PupModel.ID, PupGolden.TINY, encoder, new SceneStart(sketch, 0.5))) {
            var studio = new Studio(guided);
            var pictures = studio.draw(generation("a red apple", 2, 5), drawing -> {});
            var again = studio.draw(generation("a red apple", 1, 5), drawing -> {});

            assertThat(again.getFirst().argb()).isEqualTo(draw(studio, 5).argb());
            assertThat(difference(pictures.get(0), pictures.get(1))).isGreaterThan(1);
            assertThat(difference(
                            pictures.get(0),
                            draw(generation("a red apple", 1, 5)).getFirst()))
                    .isGreaterThan(1);
            try (var drawing = guided.begin(generation("a red apple", 1, 5)).getFirst()) {
                assertThat(drawing.steps()).isEqualTo(2);
            }
        }
    }

    @Test
    void heunCallsTheNetworkTwiceAStepButTheLast() {
        var settings = SETTINGS.withRecipe(new Recipe("heun", 0, List.of()));
        try (var drawing = model.begin(new Generation("an owl", new Output(SIDE, SIDE, 1, 1), settings))
                .getFirst()) {
            assertThat(drawing.steps()).isEqualTo(7);
        }
    }

    @Test
    void refusesWhatItDoesNotSay() {
        var tooLarge = new Generation("an owl", new Output(4096, 64, 1, 1), SETTINGS);
        var tooLong = new Generation("an owl", new Output(SIDE, SIDE, 1, 1), SETTINGS.withSteps(151));
        var unknown = SETTINGS.withRecipe(new Recipe("ddim", 0, List.of()));

        assertThatThrownBy(() -> model.begin(tooLarge))
                .isInstanceOf(Unsupported.class)
                .hasMessageContaining("4096");
        assertThatThrownBy(() -> model.begin(tooLong))
                .isInstanceOf(Unsupported.class)
                .hasMessageContaining("151");
        assertThatThrownBy(() -> model.begin(new Generation("an owl", new Output(SIDE, SIDE, 1, 1), unknown)))
                .isInstanceOf(Unsupported.class)
                .hasMessageContaining("ddim");
    }

    @Test
    void refusesAChangedFile(@TempDir Path folder) throws IOException {
        for (String name : List.of("pup.safetensors", "upscale2.safetensors", "upscale4.safetensors", "SHA256SUMS")) {
            Files.copy(PupGolden.TINY.resolve(name), folder.resolve(name));
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("pup.safetensors"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(folder.resolve("pup.safetensors"), bytes);

        assertThatThrownBy(() -> PupModel.load(DEVICE, folder, encoder))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("pup.safetensors");
    }

    private static PictureRequest generation(String prompt, int count, long seed) {
        return new Generation(prompt, new Output(SIDE, SIDE, count, seed), SETTINGS);
    }

    private static Raster draw(Studio studio, long seed) throws InterruptedException {
        return studio.draw(generation("a red apple", 1, seed), drawing -> {}).getFirst();
    }

    private static List<Raster> draw(PictureRequest request) throws InterruptedException {
        return new Studio(model).draw(request, drawing -> {});
    }

    private static Raster speckles(int side, long seed) {
        var random = new Random(seed);
        return new Raster(
                side,
                side,
                IntStream.range(0, side * side)
                        .map(i -> 0xFF << 24 | random.nextInt(1 << 24))
                        .toArray());
    }

    /** Transparent in the middle, off the grid of the small picture. */
    private static Raster hole(int side) {
        var argb = new int[side * side];
        for (int i = 0; i < argb.length; i++) {
            int x = i % side;
            int y = i / side;
            argb[i] = x > 13 && x < 51 && y > 17 && y < 47 ? 0 : -1;
        }
        return new Raster(side, side, argb);
    }

    /** The mean difference of a channel, in levels. */
    private static double difference(Raster first, Raster second) {
        return differences(first, second).average().orElseThrow();
    }

    private static int largestDifference(Raster first, Raster second) {
        return differences(first, second).max().orElseThrow();
    }

    private static IntStream differences(Raster first, Raster second) {
        return IntStream.range(0, 4 * first.argb().length).map(i -> Math.abs(channel(first, i) - channel(second, i)));
    }

    private static int channel(Raster raster, int index) {
        return (raster.argb()[index / 4] >>> (8 * (index % 4))) & 255;
    }
}
