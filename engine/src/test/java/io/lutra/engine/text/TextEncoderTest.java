package io.lutra.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.TensorLedger;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goldens: the ONNX of the same fp16-rounded weights on ONNX Runtime, {@code src/test/golden-scripts/minilm}. */
class TextEncoderTest {
    private static final double TOLERANCE = 1e-4;
    private static final Path MODEL = Path.of(System.getProperty("lutra.root"), "models/minilm");
    private static final Device DEVICE = Device.start(DeviceSettings.standard());

    private static long livingBefore;
    private static TextEncoder encoder;
    private static List<String> prompts;
    private static SafetensorsFile goldens;

    @BeforeAll
    static void load() throws Exception {
        livingBefore = TensorLedger.living();
        encoder = TextEncoder.load(DEVICE, MODEL);
        try (var stream = TextEncoderTest.class.getResourceAsStream("/golden/minilm/prompts.json")) {
            prompts = JsonMapper.shared()
                    .readTree(Objects.requireNonNull(stream))
                    .valueStream()
                    .map((JsonNode prompt) -> prompt.path("text").stringValue())
                    .toList();
        }
        goldens = SafetensorsFile.open(Path.of(TextEncoderTest.class
                .getResource("/golden/minilm/golden.safetensors")
                .toURI()));
    }

    @AfterAll
    static void closesEveryTensor() {
        encoder.close();
        assertThat(TensorLedger.living()).as("tensors left open").isEqualTo(livingBefore);
    }

    @Test
    void embedsEachPromptAsTheReference() {
        for (int i = 0; i < prompts.size(); i++) {
            assertThat(encoder.embed(prompts.get(i)))
                    .as("prompt %d", i)
                    .containsExactly(golden("embedding." + i), within((float) TOLERANCE));
        }
    }

    @Test
    void embedsAllPromptsTogetherAsTheReference() {
        float[][] vectors = encoder.embed(prompts);

        for (int i = 0; i < prompts.size(); i++) {
            assertThat(vectors[i]).as("prompt %d", i).containsExactly(golden("embedding." + i), within((float)
                    TOLERANCE));
        }
    }

    @Test
    void answersTheStatesOfEachTokenAsTheReference() {
        var some = prompts.subList(0, 6);
        var states = encoder.states(some, 77);

        assertThat(states.texts()).isEqualTo(some.size());
        for (int i = 0; i < some.size(); i++) {
            int from = i * states.tokens() * states.width();
            float[] own = Arrays.copyOfRange(states.states(), from, from + states.lengths()[i] * states.width());
            assertThat(own).as("prompt %d", i).containsExactly(golden("states." + i), within((float) TOLERANCE));
        }
    }

    @Test
    void masksThePlacesAfterATextsLastToken() {
        var states = encoder.states(List.of("a cat", "a cat on a very long sofa"), 77);

        assertThat(states.lengths()).containsExactly(4, 9);
        assertThat(states.tokens()).isEqualTo(9);
        assertThat(IntStream.range(0, 18).filter(i -> states.mask()[i]).toArray())
                .containsExactly(0, 1, 2, 3, 9, 10, 11, 12, 13, 14, 15, 16, 17);
        assertThat(Arrays.copyOfRange(states.states(), 4 * states.width(), 9 * states.width()))
                .containsOnly(0);
    }

    @Test
    void putsWordsOfOneKindCloserThanOthers() {
        float[][] vectors = encoder.embed(List.of("a kitten", "a cat", "a motorway bridge"));

        assertThat(product(vectors[0], vectors[1])).isGreaterThan(product(vectors[0], vectors[2]) + 0.3);
    }

    @Test
    void answersNothingForNoTexts() {
        assertThat(encoder.embed(List.of())).isEmpty();
        assertThat(encoder.states(List.of(), 77).states()).isEmpty();
    }

    @Test
    void refusesMoreTokensThanTheModelHasPlacesFor() {
        assertThatThrownBy(() -> encoder.states(List.of("a cat"), 513))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 to 512");
    }

    @Test
    void refusesAWeightFileThatWasChanged(@TempDir Path directory) throws IOException {
        copyModel(directory);
        byte[] weights = Files.readAllBytes(directory.resolve("model.safetensors"));
        weights[weights.length / 2] ^= 1;
        Files.write(directory.resolve("model.safetensors"), weights);

        assertThatThrownBy(() -> TextEncoder.load(DEVICE, directory))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContaining("restore the file");
    }

    @Test
    void refusesADirectoryWithoutWeights(@TempDir Path directory) throws IOException {
        copyModel(directory);
        Files.delete(directory.resolve("model.safetensors"));

        assertThatThrownBy(() -> TextEncoder.load(DEVICE, directory))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("model.safetensors are missing");
    }

    private static void copyModel(Path directory) throws IOException {
        for (String name : List.of("model.safetensors", "tokenizer.json", "config.json", "SHA256SUMS")) {
            Files.copy(MODEL.resolve(name), directory.resolve(name));
        }
    }

    private static float[] golden(String name) {
        return TensorScope.run(() -> goldens.tensor(DEVICE, name).toFloats());
    }

    private static double product(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
