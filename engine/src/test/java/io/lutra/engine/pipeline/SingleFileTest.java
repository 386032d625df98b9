package io.lutra.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.engine.Studio;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.checkpoint.Checkpoint.Part;
import io.lutra.engine.checkpoint.Checkpoint.Text;
import io.lutra.engine.golden.GoldenCase;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of single files, and what is asked of a network whose file does not say what it predicts. */
class SingleFileTest {
    private static final Device DEVICE = Device.start(DeviceSettings.standard());
    private static final Path MODELS = GoldenCase.selection().resolve("models");

    @ParameterizedTest
    @ValueSource(strings = {"sd1", "sdxl"})
    void drawsWhatTheDirectoryDraws(String model) throws InterruptedException {
        var directory = Checkpoint.open(MODELS.resolve(model));
        var file = Checkpoint.open(MODELS.resolve(model + ".single.safetensors"));

        assertThat(draw(withShapes(file, directory))).isEqualTo(draw(directory));
    }

    private static int[] draw(Checkpoint checkpoint) throws InterruptedException {
        try (var model = DiffusionModel.load(DEVICE, "tiny", checkpoint, Map.of())) {
            var request = new Generation("a red fox!", new Output(64, 64, 1, 3), new Settings(2, 5, "grey"));
            return new Studio(model).draw(request, drawing -> {}).getFirst().argb();
        }
    }

    /** The tiny models' groups and heads are those of no published model: they are the directory's. */
    private static Checkpoint withShapes(Checkpoint file, Checkpoint directory) {
        var texts = IntStream.range(0, file.texts().size())
                .mapToObj(i -> new Text(
                        file.texts().get(i).tokenizer(),
                        new Part<>(
                                directory.texts().get(i).encoder().config(),
                                file.texts().get(i).encoder().weights())))
                .toList();
        return new Checkpoint(
                file.path(),
                file.family(),
                texts,
                new Part<>(directory.unet().config(), file.unet().weights()),
                new Part<>(directory.codec().config(), file.codec().weights()),
                directory.schedule(),
                directory.side());
    }

    @Test
    void tellsNoisePredictionFromVelocityByTheAnswerToNoise() {
        var random = new Random(1);
        var noise = new float[4096];
        var velocity = new float[4096];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
            velocity[i] = (float) (0.07 * noise[i] - 0.5 * random.nextGaussian());
        }

        assertThat(PredictionProbe.slope(noise, noise)).isGreaterThan(0.9);
        assertThat(PredictionProbe.slope(noise, velocity)).isLessThan(0.2);
    }
}
