package io.lutra.engine.sketch.prompt;

import java.util.List;

/**
 * What a reader knows of one concept of the library.
 *
 * @param id see {@link Candidate#concept()}
 * @param name its English name, such as "sea otter"
 * @param keywords further English words for it or about it, best first
 * @param chinese its Chinese names and keywords, the name first; empty if it has none
 * @param emoji its character sequence, or empty
 * @param group what kind of concept it is: the number of the Unicode emoji group (0 smileys, 1 people, 3 animals and nature,
 *     4 food, 5 travel and places, 6 activities, 7 objects, 8 symbols, 9 flags), or -1
 */
public record Concept(String id, String name, List<String> keywords, List<String> chinese, String emoji, int group) {
    /** Copies the lists. */
    public Concept {
        keywords = List.copyOf(keywords);
        chinese = List.copyOf(chinese);
    }
}
