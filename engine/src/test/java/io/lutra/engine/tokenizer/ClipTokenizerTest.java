package io.lutra.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.golden.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClipTokenizerTest {
    private static final Path DIRECTORY = GoldenCase.root().resolve("tokenizer");
    private static final ClipTokenizer TOKENIZER = ClipTokenizer.load(DIRECTORY);

    static Stream<JsonNode> prompts() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readAllBytes(DIRECTORY.resolve("golden.json")))
                .path("cases")
                .valueStream();
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void equalsTheReference(JsonNode golden) {
        assertThat(TOKENIZER.encode(golden.path("prompt").stringValue(), Integer.MAX_VALUE))
                .containsExactly(ints(golden.path("ids_fast")));
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void cutsOffAndPadsAsTheReference(JsonNode golden) {
        String prompt = golden.path("prompt").stringValue();

        assertThat(TOKENIZER.encode(prompt, 77)).hasSize(golden.path("n77").intValue());
        assertThat(Arrays.copyOfRange(TOKENIZER.encodePadded(prompt, 77), 70, 77))
                .containsExactly(ints(golden.path("last77")));
    }

    @Test
    void refusesMergesThatAreNotPairs(@TempDir Path directory) throws IOException {
        copy(directory);
        Files.writeString(directory.resolve("merges.txt"), "#version: 0.2\ni n\nnot-a-pair\n");

        assertThatThrownBy(() -> ClipTokenizer.load(directory))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("merge 2 is not a pair");
    }

    @Test
    void refusesAVocabularyThatLacksABytesLetter(@TempDir Path directory) throws IOException {
        copy(directory);
        Files.writeString(directory.resolve("vocab.json"), "{\"a\":0}");

        assertThatThrownBy(() -> ClipTokenizer.load(directory))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("the vocabulary has no");
    }

    @Test
    void refusesADirectoryWithoutFiles(@TempDir Path directory) {
        assertThatThrownBy(() -> ClipTokenizer.load(directory))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining(directory.toString());
    }

    private static void copy(Path directory) throws IOException {
        for (String name : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
            Files.copy(DIRECTORY.resolve(name), directory.resolve(name));
        }
    }

    private static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::intValue).toArray();
    }
}
