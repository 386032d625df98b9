package io.lutra.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.golden.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipTokenizerTest {
    private static final Path DIRECTORY = GoldenCase.selection().resolve("tokenizer");

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
}
