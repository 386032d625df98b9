package io.lutra.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.checkpoint.Checkpoint.Family;
import io.lutra.engine.golden.GoldenCase;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.SafetensorsFile;
import io.lutra.engine.weights.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single files against the directories that hold the same weights, array by array. */
class OriginalFileTest {
    private static final Device DEVICE = Device.start(DeviceSettings.standard());
    private static final Path MODELS = GoldenCase.selection().resolve("models");

    @TempDir
    private Path scratch;

    /** The files were made by the reference's conversion. */
    @ParameterizedTest
    @CsvSource({"sd1, SD1", "sdxl, SDXL"})
    void readsTheReferencesFileAsTheDirectory(String model, Family family) {
        var file = Checkpoint.open(MODELS.resolve(model + ".single.safetensors"));

        assertThat(file.family()).isEqualTo(family);
        assertEqual(file, Checkpoint.open(MODELS.resolve(model)));
    }

    @Test
    void readsAnInpaintingFileAsTheDirectory() throws IOException {
        Path path = scratch.resolve("inpaint.safetensors");
        var directory = Checkpoint.open(MODELS.resolve("sd1-inpaint"));
        OriginalLayout.write(
                MODELS.resolve("sd1-inpaint"),
                directory.unet().config().layers(),
                directory.unet().config().depth(),
                false,
                path);
        var file = Checkpoint.open(path);

        assertThat(file.unet().config().in()).isEqualTo(9);
        assertEqual(file, directory);
    }

    @Test
    void readsASecondGenerationFileAsTheDirectory() throws IOException {
        Path path = scratch.resolve("sd2.safetensors");
        var directory = Checkpoint.open(MODELS.resolve("sd2-v"));
        OriginalLayout.write(
                MODELS.resolve("sd2-v"),
                directory.unet().config().layers(),
                directory.unet().config().depth(),
                true,
                path);
        var file = Checkpoint.open(path);

        assertThat(file.family()).isEqualTo(Family.SD2);
        assertThat(file.schedule().isPredictionKnown()).isFalse();
        assertEqual(file, directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sd1", "sdxl"})
    void knowsTheOriginalNameOfEveryModuleThatALoraChanges(String model) {
        var checkpoint = Checkpoint.open(MODELS.resolve(model + ".single.safetensors"));
        var originals = SafetensorsFile.open(checkpoint.path()).names();
        int compared = 0;
        for (String name : checkpoint.unet().weights().names()) {
            if (name.endsWith(".weight") && !name.contains("upsamplers")) {
                String module = name.substring(0, name.length() - ".weight".length());
                assertThat(checkpoint.originalName(module))
                        .as(module)
                        .hasValueSatisfying(original ->
                                assertThat(originals).contains("model.diffusion_model." + original + ".weight"));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a fox, 35mm", "wow!", "naïve café 日本", ""})
    void knowsTheTokenizersThatTheFilesLack(String text) {
        for (String model : new String[] {"sd1", "sdxl"}) {
            var file = Checkpoint.open(MODELS.resolve(model + ".single.safetensors"));
            var directory = Checkpoint.open(MODELS.resolve(model));
            for (int i = 0; i < file.texts().size(); i++) {
                assertThat(file.texts().get(i).tokenizer().encodePadded(text, 77))
                        .containsExactly(directory.texts().get(i).tokenizer().encodePadded(text, 77));
            }
        }
    }

    /** Shapes that arrays tell; the tiny models' groups and heads are none of a published model. */
    private static void assertEqual(Checkpoint file, Checkpoint directory) {
        var shape = file.unet().config();
        var expected = directory.unet().config();
        assertThat(shape)
                .usingRecursiveComparison()
                .ignoringFields("groups", "side", "levels")
                .isEqualTo(expected);
        assertThat(shape.levels())
                .usingRecursiveComparison()
                .ignoringFields("heads")
                .isEqualTo(expected.levels());
        assertThat(file.codec().config())
                .usingRecursiveComparison()
                .ignoringFields("groups", "side")
                .isEqualTo(directory.codec().config());
        assertSameArrays(file.unet().weights(), directory.unet().weights());
        assertSameArrays(file.codec().weights(), directory.codec().weights());
        assertThat(file.texts()).hasSameSizeAs(directory.texts());
        for (int i = 0; i < file.texts().size(); i++) {
            var text = file.texts().get(i).encoder();
            assertThat(text.config())
                    .usingRecursiveComparison()
                    .ignoringFields("heads", "epsilon")
                    .isEqualTo(directory.texts().get(i).encoder().config());
            assertSameArrays(text.weights(), directory.texts().get(i).encoder().weights());
        }
    }

    private static void assertSameArrays(WeightSource file, WeightSource directory) {
        for (String name : directory.names()) {
            if (!name.endsWith("position_ids")) {
                assertThat(file.find(name)).as(name).isPresent();
                assertThat(numbers(file, name)).as(name).containsExactly(numbers(directory, name));
            }
        }
    }

    private static float[] numbers(WeightSource source, String name) {
        return TensorScope.run(
                () -> source.tensor(DEVICE, name).to(DType.F32).contiguous().toFloats());
    }

    @ParameterizedTest
    @CsvSource({
        "model.diffusion_model.joint_blocks.0.x, Stable Diffusion 3",
        "double_blocks.0.img_attn.proj.weight, Flux",
        "conditioner.embedders.0.model.ln_final.weight, refiner",
        "lora_unet_down_blocks_0.lora_up.weight, LoRA",
        "model.diffusion_model.input_blocks.0.0.weight, no autoencoder",
        "anything.else, no denoiser"
    })
    void saysWhatAFileIsThatCannotBeUsed(String array, String what) throws IOException {
        Path path = scratch.resolve("other.safetensors");
        byte[] json = "{\"%s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
                .formatted(array)
                .getBytes(StandardCharsets.UTF_8);
        Files.write(
                path,
                ByteBuffer.allocate(Long.BYTES + json.length + 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());

        assertThatThrownBy(() -> Checkpoint.open(path))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("other.safetensors")
                .hasMessageContaining(what)
                .hasMessageContaining("supported are");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.ckpt", "model.PT", "model.bin"})
    void refusesPickles(String name) throws IOException {
        Path path = Files.createFile(scratch.resolve(name));

        assertThatThrownBy(() -> Checkpoint.open(path))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("is a pickle")
                .hasMessageContaining(".safetensors");
    }

    @Test
    void saysThatAPathDoesNotExist() {
        assertThatThrownBy(() -> Checkpoint.open(scratch.resolve("nothing")))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("does not exist");
    }
}
