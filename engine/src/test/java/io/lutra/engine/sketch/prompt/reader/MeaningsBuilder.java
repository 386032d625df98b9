package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.prompt.Concept;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.text.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Computes the vectors that {@link Meanings} reads. Argument: the repository. */
final class MeaningsBuilder {
    /** Faces, parts of other signs, symbols and flags: nobody means them by a word that stands in no table. */
    private static final Set<Integer> SIGNS = Set.of(0, 2, 8, 9);

    private static final int KEYWORDS = 6;

    private MeaningsBuilder() {}

    public static void main(String[] arguments) throws IOException {
        var root = Path.of(arguments[0]);
        try (var library = Library.load(root.resolve("models/sketch"));
                var encoder =
                        TextEncoder.load(Device.start(DeviceSettings.standard()), root.resolve("models/minilm"))) {
            var concepts = library.concepts().stream()
                    .filter(concept -> !SIGNS.contains(concept.group()))
                    .toList();
            var names = encoder.embed(concepts.stream().map(Concept::name).toList());
            var described = encoder.embed(
                    concepts.stream().map(MeaningsBuilder::describe).toList());
            for (int i = 0; i < names.length; i++) {
                for (int channel = 0; channel < names[i].length; channel++) {
                    names[i][channel] = (names[i][channel] + described[i][channel]) / 2;
                }
            }
            var file = root.resolve("engine/src/main/resources/io/lutra/engine/sketch/prompt/meanings.bin");
            try (var out = Files.newOutputStream(file)) {
                Meanings.write(out, concepts.stream().map(Concept::id).toList(), names);
            }
        }
    }

    private static String describe(Concept concept) {
        List<String> keywords = concept.keywords();
        return concept.name() + ": " + String.join(", ", keywords.subList(0, Math.min(KEYWORDS, keywords.size())));
    }
}
