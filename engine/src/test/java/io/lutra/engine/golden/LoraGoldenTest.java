package io.lutra.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.denoiser.Conditions;
import io.lutra.engine.denoiser.UNet;
import io.lutra.engine.denoiser.UNetConfig;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.text.ClipConfig;
import io.lutra.engine.text.ClipTextEncoder;
import io.lutra.engine.weights.LoraWeights;
import io.lutra.engine.weights.LoraWeights.Component;
import io.lutra.engine.weights.LoraWeights.Lora;
import io.lutra.engine.weights.SafetensorsFile;
import io.lutra.engine.weights.WeightDirectory;
import io.lutra.engine.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Merged LoRA files against diffusers and PEFT. */
class LoraGoldenTest {
    private static final Device DEVICE = Device.start(DeviceSettings.standard());
    private static final double TOLERANCE = 1e-3;

    static Stream<GoldenCase> cases() {
        return GoldenCase.ofComponent("lora");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void changesTheNetworksAsTheReference(GoldenCase golden) {
        int compared = 0;
        for (double scale : new double[] {0, 0.7, 1}) {
            String suffix = scale == 0 ? "base" : "scale" + scale;
            if (golden.has("unet_out." + suffix)) {
                Closeness.assertWithin("unet_out", unet(golden, scale), golden.floats("unet_out." + suffix), TOLERANCE);
                Closeness.assertWithin("text_out", text(golden, scale), golden.floats("text_out." + suffix), TOLERANCE);
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void mergesTheWeightsAsTheReference(GoldenCase golden) {
        String prefix = "merged.scale0.7.";
        var merged = golden.tensors().names().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        for (String name : merged) {
            String path = name.substring(prefix.length());
            int dot = path.indexOf('.');
            var source = source(golden, path.substring(0, dot), 0.7);
            float[] actual = TensorScope.run(() ->
                    source.tensor(DEVICE, path.substring(dot + 1)).to(DType.F32).toFloats());

            Closeness.assertWithin(path, actual, golden.floats(name), 1e-6);
        }
        assertThat(merged).isNotEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void refusesWhatTheModelHasNoPlaceFor(GoldenCase golden) {
        var loras = List.of(lora(golden, 1));
        var unet = source(golden, "unet", 1);
        var text = source(golden, "text_encoder", 1);

        LoraWeights.requireUsed(loras, List.of(unet, text));
        assertThatThrownBy(() -> LoraWeights.requireUsed(loras, List.of(unet)))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("no place for");
    }

    private static Lora lora(GoldenCase golden, double scale) {
        return new Lora(SafetensorsFile.open(GoldenCase.root().resolve(golden.text("lora_file"))), scale);
    }

    private static LoraWeights source(GoldenCase golden, String component, double scale) {
        return LoraWeights.of(
                WeightDirectory.open(golden.model().resolve(component)),
                component.equals("unet") ? Component.UNET : Component.TEXT_ENCODER,
                List.of(lora(golden, scale)));
    }

    private static float[] unet(GoldenCase golden, double scale) {
        return TensorScope.run(() -> {
            var unet = new UNet(
                    new Weights(source(golden, "unet", scale), DEVICE, DType.F32),
                    UNetConfig.parse(golden.config("unet")));
            int batch = (int) golden.tensors().find("sample").orElseThrow().shape()[0];
            var timesteps = new double[batch];
            Arrays.fill(timesteps, golden.tensor(DEVICE, "timestep").toFloats()[0]);
            return unet.apply(
                            golden.tensor(DEVICE, "sample"),
                            Conditions.of(timesteps, unet.read(golden.tensor(DEVICE, "encoder_hidden_states"))))
                    .toFloats();
        });
    }

    private static float[] text(GoldenCase golden, double scale) {
        return TensorScope.run(() -> {
            var encoder = new ClipTextEncoder(
                    new Weights(source(golden, "text_encoder", scale), DEVICE, DType.F32),
                    ClipConfig.parse(golden.config("text_encoder")));
            long[] ids = golden.tensor(DEVICE, "input_ids").toLongs();
            int length = (int) golden.tensors().find("input_ids").orElseThrow().shape()[1];
            var texts = new ArrayList<int[]>();
            for (int from = 0; from < ids.length; from += length) {
                texts.add(Arrays.stream(ids, from, from + length)
                        .mapToInt(Math::toIntExact)
                        .toArray());
            }
            return encoder.states(texts, 0, true).toFloats();
        });
    }
}
