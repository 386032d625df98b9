package io.lutra.engine.sketch.prompt;

import java.util.List;
import java.util.Set;

/**
 * What must not be seen, from "no", "without" and the negative prompt. Subjects that are excluded are already gone from the
 * {@link Idea}; this is for what a composer would add by itself.
 *
 * @param words the words excluded, lower case and singular ("cloud", "person", "text")
 * @param concepts the concepts that these words mean, see {@link Candidate#concept()}
 * @param colours the colours excluded
 */
public record Exclusions(Set<String> words, Set<String> concepts, List<Colour> colours) {
    /** Nothing excluded. */
    public static final Exclusions NONE = new Exclusions(Set.of(), Set.of(), List.of());

    /** Copies the collections. */
    public Exclusions {
        words = Set.copyOf(words);
        concepts = Set.copyOf(concepts);
        colours = List.copyOf(colours);
    }
}
