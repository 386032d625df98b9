package io.lutra.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.golden.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every golden prompt against the Rust tokenizer. */
class ClipTokenizerGoldenTest {
    private static final Path DIRECTORY = GoldenCase.root().resolve("tokenizer");

    static Stream<JsonNode> prompts() throws IOException {
        Path golden = DIRECTORY.resolve("golden.json");
        if (!Files.exists(golden)) {
            return Stream.empty();
        }
        return JsonMapper.shared()
                .readTree(Files.readAllBytes(golden))
                .path("cases")
                .valueStream();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("prompts")
    void equalsTheReference(JsonNode golden) {
        assertThat(Loaded.TOKENIZER.encode(golden.path("prompt").stringValue(), Integer.MAX_VALUE))
                .containsExactly(ints(golden.path("ids_fast")));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("prompts")
    void cutsOffAndPadsAsTheReference(JsonNode golden) {
        String prompt = golden.path("prompt").stringValue();

        assertThat(Loaded.TOKENIZER.encode(prompt, 77))
                .hasSize(golden.path("n77").intValue());
        assertThat(Arrays.copyOfRange(Loaded.TOKENIZER.encodePadded(prompt, 77), 70, 77))
                .containsExactly(ints(golden.path("last77")));
    }

    private static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    /** Loaded only where there are prompts. */
    private static final class Loaded {
        static final ClipTokenizer TOKENIZER = ClipTokenizer.load(DIRECTORY);
    }
}
