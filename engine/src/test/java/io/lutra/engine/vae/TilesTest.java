package io.lutra.engine.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.golden.GoldenCase;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TilesTest {
    private static final Device DEVICE = Device.start(DeviceSettings.standard());
    private static final int HEIGHT = 40;
    private static final int WIDTH = 64;

    /** Decoding that looks at one pixel at a time is the same in squares. */
    @Test
    void putsSquaresTogetherWithoutASeam() {
        float[] map = numbers(3 * HEIGHT * WIDTH);

        float[] joined = TensorScope.run(() -> new Tiles(24, 8)
                .decode(
                        DEVICE,
                        DEVICE.tensor(map, 1, 3, HEIGHT, WIDTH),
                        x -> x.nearest(2 * x.size(2), 2 * x.size(3)),
                        2)
                .toFloats());
        float[] whole = TensorScope.run(() -> DEVICE.tensor(map, 1, 3, HEIGHT, WIDTH)
                .nearest(2 * HEIGHT, 2 * WIDTH)
                .toFloats());

        assertThat(joined).containsExactly(whole, within(1e-5f));
    }

    /**
     * Of a range from -1 to 1; squares differ from the whole by what normalisations see. The weights are random numbers, which
     * makes this larger than trained ones do.
     */
    @Test
    void decodesInSquaresNearlyAsInOne() {
        var checkpoint = Checkpoint.open(GoldenCase.selection().resolve("models/sd1"));
        float[] latents = numbers(4 * HEIGHT * WIDTH);
        TensorScope.run(() -> {
            var codec = new PictureCodec(
                    new Weights(checkpoint.codec().weights(), DEVICE, DType.F32),
                    checkpoint.codec().config());
            var tensor = DEVICE.tensor(latents, 1, 4, HEIGHT, WIDTH);

            float[] whole = codec.decode(tensor).toFloats();
            float[] squares = codec.decode(tensor, new Tiles(32, 12)).toFloats();

            double sum = 0;
            double squared = 0;
            for (int i = 0; i < whole.length; i++) {
                sum += Math.abs(whole[i] - squares[i]);
                squared += (double) whole[i] * whole[i];
            }
            assertThat(sum / whole.length).as("mean difference").isLessThan(0.02);
            assertThat(Math.sqrt(squared / whole.length)).as("what is compared").isGreaterThan(0.1);
            return whole;
        });
    }

    private static float[] numbers(int count) {
        var random = new Random(5);
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
