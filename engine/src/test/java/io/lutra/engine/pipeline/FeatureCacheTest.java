package io.lutra.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.Drawing;
import io.lutra.engine.ModelInfo.Setting;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.FeatureCache;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Recipe;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.engine.Studio;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.denoiser.Conditions;
import io.lutra.engine.denoiser.UNet;
import io.lutra.engine.golden.GoldenCase;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.DeviceSettings.Precision;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorLedger;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import io.lutra.imaging.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a tiny model of random weights. */
class FeatureCacheTest {
    private static final Device DEVICE = Device.start(new DeviceSettings(Precision.F32, 0, true, Path.of("")));
    private static final Checkpoint TINY =
            Checkpoint.open(GoldenCase.selection().resolve("models").resolve("sd1"));
    private static final String FEW_STEPS = """
            {"_class_name": "LCMScheduler", "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear",
             "num_train_timesteps": 1000, "prediction_type": "epsilon"}
            """;

    private static long livingBefore;
    private static DiffusionModel model;

    @BeforeAll
    static void load() {
        livingBefore = TensorLedger.living();
        model = DiffusionModel.load(DEVICE, "tiny", TINY, Map.of());
    }

    @AfterAll
    static void closesEveryTensor() {
        model.close();
        assertThat(TensorLedger.living()).isEqualTo(livingBefore);
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void featuresOfTheSameCallGiveTheExactPrediction(DType dtype) {
        TensorScope.run(() -> {
            var unet = new UNet(
                    new Weights(TINY.unet().weights(), DEVICE, dtype),
                    TINY.unet().config());
            var latents = noise(1, 2, 4, 8, 8);
            var now = new Conditions(
                    new double[] {300, 300},
                    unet.read(noise(2, 2, 77, TINY.unet().config().crossWidth())),
                    null,
                    null);
            var before = new Conditions(new double[] {700, 700}, now.text(), null, null);
            float[] expected = unet.apply(latents, now).toFloats();

            assertThat(unet.apply(latents, now, unet.deepFeatures(latents, now)).toFloats())
                    .isEqualTo(expected);
            assertThat(unet.apply(latents, now, unet.deepFeatures(latents, before))
                            .toFloats())
                    .isNotEqualTo(expected);
            return unet;
        });
    }

    @Test
    void drawsAlikeButNotTheSame() throws InterruptedException {
        var exact = draw(request("a red fox", 7, FeatureCache.OFF));

        double difference = meanDifference(exact, draw(request("a red fox", 7, FeatureCache.FAST)));

        double otherSeed = meanDifference(exact, draw(request("a red fox", 8, FeatureCache.OFF)));
        assertThat(difference).isBetween(0.01, otherSeed / 2);
    }

    @Test
    void drawsTheSamePicturesWhoeverJoinsInWhateverRhythm() throws InterruptedException {
        var requests = List.of(
                request("a red fox", 7, FeatureCache.FAST),
                request("a blue whale", 9, FeatureCache.FAST),
                request("a dog", 11, FeatureCache.OFF));
        var drawings = new ArrayList<Drawing>();
        for (var request : requests) {
            drawings.addAll(model.begin(request));
            model.step(drawings);
            model.step(drawings);
        }
        while (drawings.stream().anyMatch(drawing -> !drawing.isFinished())) {
            model.step(
                    drawings.stream().filter(drawing -> !drawing.isFinished()).toList());
        }

        for (int i = 0; i < requests.size(); i++) {
            assertThat(meanDifference(drawings.get(i).picture(), draw(requests.get(i))))
                    .isLessThan(0.01);
        }
        drawings.forEach(Drawing::close);
    }

    @Test
    void isNoUseToModelsOfAFewSteps(@TempDir Path directory) throws IOException {
        Path turbo = directory.resolve("turbo");
        try (var files = Files.walk(TINY.path())) {
            for (Path file : files.toList()) {
                Files.copy(file, turbo.resolve(TINY.path().relativize(file).toString()));
            }
        }
        Files.writeString(turbo.resolve("scheduler").resolve("scheduler_config.json"), FEW_STEPS);

        assertThat(model.info().honoured()).contains(Setting.CACHE);
        try (var loaded = DiffusionModel.load(DEVICE, "turbo", Checkpoint.open(turbo), Map.of())) {
            assertThat(loaded.info().honoured()).contains(Setting.SCHEDULER).doesNotContain(Setting.CACHE);
        }
    }

    @Test
    void runsTheDeepLayersAtEveryThirdCall() {
        var features = new DeepFeatures(FeatureCache.FAST);
        var due = new ArrayList<Boolean>();
        TensorScope.run(() -> {
            for (int call = 0; call < 7; call++) {
                due.add(features.areDue());
                if (features.areDue()) {
                    features.renew(noise(call, 4, 2), 1, 2);
                }
                assertThat(features.use().size(0)).isEqualTo(2);
            }
            return due;
        });
        features.free();

        assertThat(due).containsExactly(true, false, false, true, false, false, true);
    }

    private static Tensor noise(long seed, long... shape) {
        var random = new Random(seed);
        int length = 1;
        for (long side : shape) {
            length *= (int) side;
        }
        var numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return DEVICE.tensor(numbers, shape);
    }

    private static PictureRequest request(String prompt, long seed, FeatureCache cache) {
        var settings = new Settings(12, 5, "").withRecipe(new Recipe("", 0, List.of(), cache));
        return new Generation(prompt, new Output(64, 64, 1, seed), settings);
    }

    private static Raster draw(PictureRequest request) throws InterruptedException {
        return new Studio(model).draw(request, drawing -> {}).getFirst();
    }

    private static double meanDifference(Raster first, Raster second) {
        long sum = 0;
        for (int i = 0; i < first.argb().length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                sum += Math.abs(((first.argb()[i] >>> shift) & 255) - ((second.argb()[i] >>> shift) & 255));
            }
        }
        return sum / (3.0 * first.argb().length);
    }
}
