package io.lutra.engine.pup;

import static io.lutra.engine.golden.Closeness.assertRelative;
import static io.lutra.engine.pup.PupGolden.DEVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lutra.engine.pipeline.Canvas;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.TensorLedger;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.text.TextEncoder;
import io.lutra.engine.weights.SafetensorsFile;
import io.lutra.engine.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The network and its sampler against the Python definition, for the same noise. Errors are relative to the whole array. */
class PupGoldenTest {
    private static final int PICTURES = 2;
    private static final List<String> CAPTIONS = List.of("", "a red apple", "two pandas on a blue background");

    private final PupGolden golden = new PupGolden();
    private long livingBefore;

    /** How far a precision may be from Python's fp32: one call, and a whole way of calls that each build on the last. */
    enum Precision {
        FULL(DType.F32, 1e-4, 1e-4),
        HALF(DType.BF16, 0.03, 0.06);

        private final DType dtype;
        private final double ofCall;
        private final double ofWay;

        Precision(DType dtype, double ofCall, double ofWay) {
            this.dtype = dtype;
            this.ofCall = ofCall;
            this.ofWay = ofWay;
        }
    }

    @BeforeEach
    void count() {
        livingBefore = TensorLedger.living();
    }

    @AfterEach
    void leavesNoTensorOpen() {
        assertThat(TensorLedger.living()).isEqualTo(livingBefore);
    }

    @Test
    void textIsReadAsThePythonEncoderReadsIt() {
        Path folder = Path.of(System.getProperty("lutra.root"), "models/minilm");
        try (var encoder = TextEncoder.load(DEVICE, folder)) {
            for (int caption = 0; caption < CAPTIONS.size(); caption++) {
                var states = encoder.states(List.of(CAPTIONS.get(caption)), 28);
                assertRelative(CAPTIONS.get(caption), states.states(), golden.states(caption), 1e-4);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void textIsProjected(Precision precision) {
        for (int caption = 1; caption <= PICTURES; caption++) {
            float[] states = golden.states(caption);
            int width = (int) golden.shape("states")[2];
            float[] text = TensorScope.run(() -> golden.network(precision.dtype)
                    .project(DEVICE.tensor(PupNetwork.normalised(states, width), 1, states.length / width, width))
                    .toFloats());
            assertRelative("text", text, Arrays.copyOf(golden.row("text", caption - 1), text.length), precision.ofCall);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void oneCallOfTheNetwork(Precision precision) {
        float[] t = golden.floats("t");

        float[] output = TensorScope.run(() -> {
            var network = golden.network(precision.dtype);
            return network.apply(
                            DEVICE.tensor(golden.floats("network_input"), golden.shape("network_input")),
                            new double[] {t[0], t[1]},
                            List.of(network.read(golden.states(1)), network.read(golden.states(2))))
                    .toFloats();
        });

        assertRelative("network_output", output, golden.floats("network_output"), precision.ofCall);
    }

    @Test
    void denoiserGivesThePictureBackFromTheNetworksAnswer() {
        float[] t = golden.floats("t");
        int length = golden.row("xt", 0).length;
        var denoised = new float[PICTURES * length];
        var scaled = new float[PICTURES * length];
        for (int row = 0; row < PICTURES; row++) {
            var factors = Preconditioning.at(t[row], 0.5);
            float[] xt = golden.row("xt", row);
            float[] output = golden.row("network_output", row);
            for (int i = 0; i < length; i++) {
                denoised[row * length + i] = (float) (factors.skip() * xt[i] + factors.out() * output[i]);
                scaled[row * length + i] = (float) (factors.in() * xt[i]);
            }
        }

        assertRelative("denoised", denoised, golden.floats("denoised"), 1e-5);
        float[] first = Arrays.copyOf(golden.row("network_input", 1), length);
        assertRelative("network_input", Arrays.copyOfRange(scaled, length, 2 * length), first, 1e-5);
    }

    @ParameterizedTest
    @CsvSource({
        "FULL, euler", "FULL, heun", "FULL, edit", "FULL, reference",
        "HALF, euler", "HALF, heun", "HALF, edit", "HALF, reference"
    })
    void theWholeWay(Precision precision, String kind) {
        TensorScope.run(() -> {
            var network = golden.network(precision.dtype);
            var batch = new ArrayList<PupDenoising>();
            for (int picture = 0; picture < PICTURES; picture++) {
                batch.add(denoising(network, kind, picture));
            }
            int calls = batch.getFirst().calls();
            for (int call = 1; call <= calls; call++) {
                PupDenoising.step(network, batch);
                if (!kind.equals("heun")) {
                    compareTrace(precision, kind, call - 1, batch);
                } else if (call % 2 == 0 || call == calls) {
                    // Two calls are a step, and the last call is one by itself.
                    compareTrace(precision, kind, (call - 1) / 2, batch);
                }
            }
            for (int picture = 0; picture < PICTURES; picture++) {
                assertRelative(
                        kind + ".pictures",
                        batch.get(picture).pixels(),
                        golden.row(kind + ".pictures", picture),
                        precision.ofWay);
            }
            return batch;
        });
    }

    private void compareTrace(Precision precision, String kind, int step, List<PupDenoising> batch) {
        float[] expected = golden.row(kind + ".trace", step);
        int length = expected.length / PICTURES;
        for (int picture = 0; picture < PICTURES; picture++) {
            assertRelative(
                    "%s.trace of step %d".formatted(kind, step),
                    batch.get(picture).state().sample(),
                    Arrays.copyOfRange(expected, picture * length, (picture + 1) * length),
                    precision.ofWay);
        }
    }

    private PupDenoising denoising(PupNetwork network, String kind, int picture) {
        int side = golden.number("size");
        int steps = golden.number("steps");
        var canvas = new Canvas(side, side);
        var given = switch (kind) {
            case "edit" -> new Given(golden.row("known_pixels", picture), golden.row("known", picture));
            case "reference" -> Given.nothing(canvas).with(golden.row("known_pixels", picture));
            default -> Given.nothing(canvas);
        };
        var path = kind.equals("heun") ? StraightPath.heun(steps) : StraightPath.euler(steps);
        var plan = new PupDenoising.Plan(
                canvas, path, given, network.read(golden.states(picture + 1)), network.read(golden.states(0)), 3);
        return new PupDenoising(plan, 0, golden.row("noise", picture));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void upscalersEnlarge(int factor) {
        assumeThat(golden.has("upscaled" + factor)).isTrue();
        float[] pixels = golden.floats("known_pixels");
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (pixels[i] + 1) / 2;
        }
        var file = SafetensorsFile.open(PupGolden.FOLDER.resolve("upscale" + factor + ".safetensors"));

        for (var precision : Precision.values()) {
            float[] upscaled = TensorScope.run(
                    () -> new Upscaler(new Weights(file, DEVICE, precision.dtype), factor, golden.number("size"))
                            .apply(DEVICE.tensor(pixels, golden.shape("known_pixels")))
                            .toFloats());
            assertRelative("upscaled" + factor, upscaled, golden.floats("upscaled" + factor), precision.ofCall);
        }
    }
}
