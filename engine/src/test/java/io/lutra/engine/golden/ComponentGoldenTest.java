package io.lutra.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.denoiser.Conditions;
import io.lutra.engine.denoiser.UNet;
import io.lutra.engine.denoiser.UNetConfig;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorLedger;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.text.ClipConfig;
import io.lutra.engine.text.ClipTextEncoder;
import io.lutra.engine.vae.CodecConfig;
import io.lutra.engine.vae.PictureCodec;
import io.lutra.engine.weights.WeightDirectory;
import io.lutra.engine.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Text encoders, UNets and autoencoders against diffusers and transformers, in fp32 and bf16. */
class ComponentGoldenTest {
    private static final Device DEVICE = Device.start(DeviceSettings.standard());

    private long livingBefore;

    @BeforeEach
    void count() {
        livingBefore = TensorLedger.living();
    }

    @AfterEach
    void leavesNoTensorOpen() {
        assertThat(TensorLedger.living()).isEqualTo(livingBefore);
    }

    static Stream<Arguments> textEncoders() {
        return inBothPrecisions("text_encoder");
    }

    static Stream<Arguments> denoisers() {
        return inBothPrecisions("unet");
    }

    static Stream<Arguments> codecs() {
        return inBothPrecisions("vae");
    }

    private static Stream<Arguments> inBothPrecisions(String component) {
        return GoldenCase.all()
                .filter(golden -> golden.text("component").startsWith(component))
                .flatMap(golden -> Stream.of(Arguments.of(golden, DType.F32), Arguments.of(golden, DType.BF16)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("textEncoders")
    void textEncoderEqualsTheReference(GoldenCase golden, DType dtype) {
        String component = golden.text("component");
        TensorScope.run(() -> {
            var config = ClipConfig.parse(golden.config(component));
            var encoder = new ClipTextEncoder(weights(golden, component, dtype), config);
            var texts = rows(golden);

            for (int layer = 0; layer <= config.layers(); layer++) {
                if (golden.has("hidden_states." + layer) && layer > 0) {
                    int skipped = config.layers() - layer;
                    check(
                            golden,
                            "hidden_states." + layer,
                            dtype,
                            2e-5,
                            0.02,
                            () -> encoder.states(texts, skipped, false));
                }
            }
            check(golden, "last_hidden_state", dtype, 2e-5, 0.02, () -> encoder.states(texts, 0, true));
            check(golden, "clip_skip_1", dtype, 2e-5, 0.02, () -> encoder.states(texts, 1, true));
            check(golden, "clip_skip_2", dtype, 2e-5, 0.02, () -> encoder.states(texts, 2, true));
            String pooled = golden.has("text_embeds") ? "text_embeds" : "pooler_output";
            check(golden, pooled, dtype, 2e-5, 0.02, () -> encoder.pooled(texts));
            return texts;
        });
    }

    private static List<int[]> rows(GoldenCase golden) {
        long[] ids = TensorScope.run(() -> golden.tensor(DEVICE, "input_ids").toLongs());
        int length = (int) golden.tensors().find("input_ids").orElseThrow().shape()[1];
        var rows = new ArrayList<int[]>();
        for (int from = 0; from < ids.length; from += length) {
            rows.add(Arrays.stream(ids, from, from + length)
                    .mapToInt(Math::toIntExact)
                    .toArray());
        }
        return rows;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("denoisers")
    void denoiserEqualsTheReference(GoldenCase golden, DType dtype) {
        TensorScope.run(() -> {
            var unet = new UNet(weights(golden, "unet", dtype), UNetConfig.parse(golden.config("unet")));
            int calls = 0;
            while (golden.has("call" + calls + ".output")) {
                String call = "call" + calls++ + ".";
                check(
                        golden,
                        call + "output",
                        dtype,
                        1e-4,
                        0.08,
                        () -> unet.apply(golden.tensor(DEVICE, call + "sample"), conditions(unet, golden, call)));
            }
            assertThat(calls).isPositive();
            return calls;
        });
    }

    private static Conditions conditions(UNet unet, GoldenCase golden, String call) {
        int batch = (int) golden.tensors().find(call + "sample").orElseThrow().shape()[0];
        float[] times = golden.tensor(DEVICE, call + "timestep").toFloats();
        var timesteps = new double[batch];
        for (int row = 0; row < batch; row++) {
            timesteps[row] = times[times.length == 1 ? 0 : row];
        }
        var added = golden.has(call + "added.text_embeds")
                ? new Conditions.Added(
                        golden.tensor(DEVICE, call + "added.text_embeds"), doubles(golden, call + "added.time_ids"))
                : null;
        return new Conditions(
                timesteps,
                unet.read(golden.tensor(DEVICE, call + "encoder_hidden_states")),
                golden.has(call + "timestep_cond") ? golden.tensor(DEVICE, call + "timestep_cond") : null,
                added);
    }

    private static double[] doubles(GoldenCase golden, String tensor) {
        float[] floats = golden.floats(tensor);
        var doubles = new double[floats.length];
        Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("codecs")
    void codecEqualsTheReference(GoldenCase golden, DType dtype) {
        TensorScope.run(() -> {
            var codec = new PictureCodec(weights(golden, "vae", dtype), CodecConfig.parse(golden.config("vae")));
            int calls = 0;
            while (golden.has("call" + calls + ".decoded")) {
                String call = "call" + calls++ + ".";
                check(
                        golden,
                        call + "mean",
                        dtype,
                        2e-4,
                        0.04,
                        () -> codec.encode(golden.tensor(DEVICE, call + "image"))
                                .split(2, 1)
                                .get(0));
                check(
                        golden,
                        call + "logvar",
                        dtype,
                        2e-5,
                        0.04,
                        () -> codec.encode(golden.tensor(DEVICE, call + "image"))
                                .split(2, 1)
                                .get(1));
                check(
                        golden,
                        call + "decoded",
                        dtype,
                        2e-5,
                        0.018,
                        () -> codec.decode(golden.tensor(DEVICE, call + "latent")));
            }
            assertThat(calls).isPositive();
            return calls;
        });
    }

    private static Weights weights(GoldenCase golden, String component, DType dtype) {
        return new Weights(WeightDirectory.open(golden.model().resolve(component)), DEVICE, dtype);
    }

    private static void check(
            GoldenCase golden, String tensor, DType dtype, double absolute, double relative, Supplier<Tensor> actual) {
        if (!golden.has(tensor)) {
            return;
        }
        float[] numbers = TensorScope.run(() -> actual.get().toFloats());
        if (dtype == DType.F32) {
            Closeness.assertWithin(tensor, numbers, golden.floats(tensor), absolute);
        } else {
            Closeness.assertRelative(tensor, numbers, golden.floats(tensor), relative);
        }
    }
}
