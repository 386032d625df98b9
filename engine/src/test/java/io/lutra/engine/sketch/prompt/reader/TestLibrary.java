package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Concept;
import io.lutra.engine.sketch.prompt.lexicon.Lexicon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The concepts that readers are tested with. */
final class TestLibrary {
    private TestLibrary() {}

    /** A reader that knows no words but those of its tables and these concepts. */
    static PromptReader reader() {
        return new PromptReader(concepts(), Nearness.NONE);
    }

    static List<Concept> concepts() {
        try (var stream = Objects.requireNonNull(
                TestLibrary.class.getResourceAsStream("/io/lutra/engine/sketch/prompt/concepts.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(TestLibrary::concept)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Concept concept(String line) {
        var cells = line.split(";", -1);
        var chinese = cells[3].isEmpty() ? List.<String>of() : List.of(cells[3]);
        return new Concept(Lexicon.slug(cells[0]), cells[0], List.of(), chinese, cells[2], Integer.parseInt(cells[1]));
    }
}
