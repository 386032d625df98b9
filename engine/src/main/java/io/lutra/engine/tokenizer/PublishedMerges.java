package io.lutra.engine.tokenizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The merges that OpenAI published with CLIP, which lie in this jar. */
final class PublishedMerges {
    private PublishedMerges() {}

    /** One line of two symbols for each merge, in the order in which they were learnt. */
    static List<String> read() {
        try (var stream = Objects.requireNonNull(PublishedMerges.class.getResourceAsStream("clip-merges.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#version") && !line.isBlank())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the tokenizer in the jar", unreadable);
        }
    }
}
