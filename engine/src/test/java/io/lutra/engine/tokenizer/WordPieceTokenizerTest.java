package io.lutra.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.BadWeights;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goldens: {@code src/test/golden-scripts/minilm}. */
class WordPieceTokenizerTest {
    private static final Path FILE = Path.of(System.getProperty("lutra.root"), "models/minilm/tokenizer.json");
    private static final WordPieceTokenizer TOKENIZER = WordPieceTokenizer.load(FILE);

    static Stream<JsonNode> prompts() throws IOException {
        try (var stream = WordPieceTokenizerTest.class.getResourceAsStream("/golden/minilm/prompts.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(stream)).valueStream();
        }
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void equalsTheReference(JsonNode golden) {
        assertThat(TOKENIZER.encode(golden.path("text").stringValue(), Integer.MAX_VALUE))
                .containsExactly(ints(golden.path("ids")));
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void cutsOffAsTheReference(JsonNode golden) {
        assertThat(TOKENIZER.encode(golden.path("text").stringValue(), 16))
                .containsExactly(ints(golden.path("ids_16")));
    }

    @Test
    void seesEveryUnicodeCharacterAsTheReference() throws IOException {
        try (var stream = WordPieceTokenizerTest.class.getResourceAsStream("/golden/minilm/every-character.txt.gz");
                var lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Objects.requireNonNull(stream)), StandardCharsets.US_ASCII))) {
            for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
                if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
                    String ids = Arrays.stream(TOKENIZER.encode("a" + Character.toString(character) + "b", 512))
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(" "));
                    if (!ids.equals(lines.readLine())) {
                        throw new AssertionError("U+" + Integer.toHexString(character) + " becomes " + ids);
                    }
                }
            }
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void dropsHalvesOfCharacters() {
        assertThat(TOKENIZER.encode("a\uD83Db", 16)).containsExactly(TOKENIZER.encode("ab", 16));
    }

    @Test
    void refusesAFileThatIsMissing(@TempDir Path directory) {
        Path missing = directory.resolve("tokenizer.json");

        assertThatThrownBy(() -> WordPieceTokenizer.load(missing))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void refusesAnotherKindOfTokenizer(@TempDir Path directory) throws IOException {
        Path other = directory.resolve("tokenizer.json");
        Files.writeString(other, Files.readString(FILE).replace("\"WordPiece\"", "\"BPE\""));

        assertThatThrownBy(() -> WordPieceTokenizer.load(other))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("its type is \"BPE\"");
    }

    @Test
    void refusesWhatIsNotJson(@TempDir Path directory) throws IOException {
        Path broken = directory.resolve("tokenizer.json");
        Files.writeString(broken, Files.readString(FILE).substring(0, 5000));

        assertThatThrownBy(() -> WordPieceTokenizer.load(broken))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("restore the file");
    }

    private static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::intValue).toArray();
    }
}
