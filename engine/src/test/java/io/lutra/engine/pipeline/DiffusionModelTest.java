package io.lutra.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.Drawing;
import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.EngineException.Unsupported;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.LoraUse;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Recipe;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.engine.PictureRequest.Variation;
import io.lutra.engine.Studio;
import io.lutra.engine.golden.GoldenCase;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.DeviceSettings.Precision;
import io.lutra.engine.tensor.TensorLedger;
import io.lutra.imaging.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny model of random weights, whose pictures mean nothing. */
class DiffusionModelTest {
    private static final Device DEVICE = Device.start(new DeviceSettings(Precision.F32, 0, true, Path.of("")));
    private static final Settings SETTINGS = new Settings(3, 5, "");

    private static long livingBefore;
    private static DiffusionModel model;

    @BeforeAll
    static void load() {
        livingBefore = TensorLedger.living();
        model = DiffusionModel.load(
                DEVICE, "tiny", GoldenCase.selection().resolve("models").resolve("sd2-v"));
    }

    @AfterAll
    static void closesEveryTensor() {
        model.close();
        assertThat(TensorLedger.living()).isEqualTo(livingBefore);
    }

    @Test
    void drawsTheSamePictureForTheSameSeedAndAnotherForAnother() throws InterruptedException {
        var first = draw(generation("a red fox", 1, 7)).getFirst();

        assertThat(draw(generation("a red fox", 1, 7)).getFirst().argb()).isEqualTo(first.argb());
        assertThat(draw(generation("a red fox", 1, 8)).getFirst().argb()).isNotEqualTo(first.argb());
        assertThat(draw(generation("a blue whale", 1, 7)).getFirst().argb()).isNotEqualTo(first.argb());
    }

    @Test
    void drawsAPictureInABatchAsAlone() throws InterruptedException {
        var together = draw(generation("a red fox", 3, 7));

        for (int i = 0; i < together.size(); i++) {
            var alone = draw(generation("a red fox", 1, 7 + i)).getFirst();
            assertThat(largestDifference(together.get(i), alone)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void letsDrawingsOfOtherRequestsJoinABatchThatRuns() throws InterruptedException {
        var alone = draw(generation("a blue whale", 1, 9)).getFirst();
        var drawings = new ArrayList<Drawing>(model.begin(generation("a red fox", 1, 7)));
        model.step(drawings);
        var unguided = new Generation("a dog", new Output(64, 64, 1, 1), new Settings(2, 1, ""));

        drawings.addAll(model.begin(generation("a blue whale", 1, 9)));
        drawings.addAll(model.begin(unguided));
        assertThat(drawings).allMatch(drawing -> drawing.joins(drawings.getFirst()));
        while (drawings.stream().anyMatch(drawing -> !drawing.isFinished())) {
            model.step(
                    drawings.stream().filter(drawing -> !drawing.isFinished()).toList());
        }

        assertThat(largestDifference(drawings.get(1).picture(), alone)).isLessThanOrEqualTo(1);
        drawings.forEach(Drawing::close);
    }

    @Test
    void keepsThePixelsThatAnEditKeepsBitForBit() throws InterruptedException {
        var image = gradient(64, 64);
        int[] mask = new int[64 * 64];
        Arrays.fill(mask, 0, mask.length / 2, 0xFF000000);
        var edit = new Edit(image, new Raster(64, 64, mask), "a hat", new Output(64, 64, 1, 3), SETTINGS);

        var edited = draw(edit).getFirst();

        assertThat(Arrays.copyOf(edited.argb(), mask.length / 2))
                .isEqualTo(Arrays.copyOf(image.argb(), mask.length / 2));
        assertThat(edited.argb()).isNotEqualTo(image.argb());
    }

    @Test
    void variesAPictureLessTheLowerTheStrength() throws InterruptedException {
        var image = gradient(64, 64);
        var settings = new Settings(10, 1, "");

        var near = draw(new Variation(image, 0.1, new Output(64, 64, 1, 3), settings))
                .getFirst();
        var far = draw(new Variation(image, 1, new Output(64, 64, 1, 3), settings))
                .getFirst();

        assertThat(near.argb()).isNotEqualTo(far.argb());
        assertThat(model.begin(new Variation(image, 0.1, new Output(64, 64, 1, 3), settings)))
                .allSatisfy(drawing -> assertThat(drawing.steps()).isEqualTo(1))
                .allSatisfy(Drawing::close);
    }

    @Test
    void showsWhatThePictureLooksLikeOnTheWay() {
        var drawing = model.begin(generation("a red fox", 1, 7)).getFirst();
        assertThat(drawing.preview()).isEmpty();

        model.step(List.of(drawing));

        assertThat(drawing.preview())
                .hasValueSatisfying(preview -> assertThat(preview.width()).isEqualTo(64));
        drawing.close();
        assertThat(drawing.preview()).isEmpty();
    }

    @Test
    void answersAnySizeThatIsAllowed() throws InterruptedException {
        var picture = draw(new Generation("a fox", new Output(250, 130, 1, 1), SETTINGS))
                .getFirst();

        assertThat(picture.width()).isEqualTo(250);
        assertThat(picture.height()).isEqualTo(130);
    }

    @Test
    void refusesSizesAndStepsThatAreNotAllowed() {
        assertThatThrownBy(() -> model.begin(new Generation("a fox", new Output(63, 64, 1, 1), SETTINGS)))
                .isInstanceOf(Unsupported.class)
                .hasMessageContaining("63x64");
        assertThatThrownBy(
                        () -> model.begin(new Generation("a fox", new Output(64, 64, 1, 1), SETTINGS.withSteps(1000))))
                .isInstanceOf(Unsupported.class)
                .hasMessageContaining("1000 steps");
    }

    @Test
    void drawsByTheSchedulerThatARequestNames() throws InterruptedException {
        var own = draw(generation("a red fox", 1, 7)).getFirst().argb();
        var pictures = new HashSet<String>();
        for (String scheduler : model.info().choices().schedulers()) {
            var settings = SETTINGS.withSteps(4).withRecipe(new Recipe(scheduler, 0, List.of()));
            var request = new Generation("a red fox", new Output(64, 64, 1, 7), settings);

            pictures.add(Arrays.toString(draw(request).getFirst().argb()));
        }

        // Both of the stochastic solver's tables may agree in so few steps, as may others: most must not.
        assertThat(pictures)
                .hasSizeGreaterThan(model.info().choices().schedulers().size() / 2);
        assertThat(draw(generation("a red fox", 1, 7)).getFirst().argb()).isEqualTo(own);
    }

    @Test
    void leavesOutTheTextEncodersLastLayersIfAskedTo() throws InterruptedException {
        var skipping = SETTINGS.withRecipe(new Recipe("", 1, List.of()));

        var picture = draw(new Generation("a red fox", new Output(64, 64, 1, 7), skipping))
                .getFirst();

        assertThat(picture.argb())
                .isNotEqualTo(draw(generation("a red fox", 1, 7)).getFirst().argb());
    }

    @Test
    void refusesChoicesThatThereAreNot() {
        for (var recipe : List.of(
                new Recipe("dream", 0, List.of()),
                new Recipe("", 99, List.of()),
                new Recipe("", 0, List.of(new LoraUse("dream", 1))))) {
            var request = new Generation("a fox", new Output(64, 64, 1, 1), SETTINGS.withRecipe(recipe));
            assertThatThrownBy(() -> model.begin(request)).isInstanceOf(Unsupported.class);
        }
    }

    @Test
    void refusesADirectoryThatIsNoModel(@TempDir Path directory) {
        assertThatThrownBy(() -> DiffusionModel.load(DEVICE, "none", directory))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("is this a diffusers directory?");
    }

    @Test
    void refusesAnotherKindOfPipeline(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("model_index.json"), "{\"_class_name\":\"AudioLDMPipeline\"}");
        assertThatThrownBy(() -> DiffusionModel.load(DEVICE, "audio", directory))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("AudioLDMPipeline")
                .hasMessageContaining("StableDiffusionXLPipeline");
    }

    private static List<Raster> draw(PictureRequest request) throws InterruptedException {
        return new Studio(model).draw(request, drawing -> {});
    }

    private static Generation generation(String prompt, int count, long seed) {
        return new Generation(prompt, new Output(64, 64, count, seed), SETTINGS);
    }

    private static Raster gradient(int width, int height) {
        int[] argb = new int[width * height];
        Arrays.setAll(argb, i -> 0xFF000000 | (i % width * 3) << 16 | (i / width * 4) << 8 | 99);
        return new Raster(width, height, argb);
    }

    private static int largestDifference(Raster first, Raster second) {
        int largest = 0;
        for (int i = 0; i < first.argb().length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                largest = Math.max(
                        largest, Math.abs((first.argb()[i] >>> shift & 255) - (second.argb()[i] >>> shift & 255)));
            }
        }
        return largest;
    }
}
