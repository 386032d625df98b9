package io.lutra.engine.sketch.prompt.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.sketch.library.Library;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
    @Test
    void everyNounHasADrawing() {
        var lexicon = lexicon();
        var without = new TreeSet<String>();
        for (var row : Table.read("nouns")) {
            boolean drawn = Table.split(row.value().replace(">", ",").split(";", 2)[0], ",").stream()
                    .anyMatch(slug -> lexicon.idOf(slug).isPresent());
            if (!drawn) {
                without.add(row.phrases().getFirst() + " = " + row.value());
            }
        }

        assertThat(without).hasSizeLessThan(20);
    }

    @Test
    void noNounIsNoise() {
        var noise = new HashSet<String>();
        Table.read("noise").forEach(row -> noise.addAll(row.phrases()));
        var both = new TreeSet<String>();
        Table.read("nouns")
                .forEach(row -> row.phrases().stream().filter(noise::contains).forEach(both::add));

        assertThat(both).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nouns", "verbs", "colours", "looks", "numbers"})
    void saysAWordOnce(String table) {
        Set<String> seen = new HashSet<>();
        var twice = new TreeSet<String>();
        Table.read(table)
                .forEach(row -> row.phrases().stream()
                        .filter(phrase -> !seen.add(phrase))
                        .forEach(twice::add));

        assertThat(twice).isEmpty();
    }

    private static Lexicon lexicon() {
        try (var library = Library.load(Path.of(System.getProperty("lutra.root"), "models", "sketch"))) {
            return new Lexicon(library.concepts());
        }
    }
}
