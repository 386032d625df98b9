package io.lutra.engine.sketch.prompt;

import java.util.List;

/**
 * One kind of thing, as often as it is asked for.
 *
 * @param words the prompt's own words for it, without number and adjectives
 * @param candidates what it may be, best first; one or more
 * @param count how many
 * @param look what they look like
 */
public record Thing(String words, List<Candidate> candidates, Count count, Look look) {
    /** Copies the candidates; refuses none. */
    public Thing {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidates");
        }
    }

    /** The best candidate. */
    public Candidate best() {
        return candidates.getFirst();
    }
}
