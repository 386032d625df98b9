package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Candidate;
import java.util.List;

/** Finds concepts by nearness of meaning. Deterministic. */
@FunctionalInterface
public interface Nearness {
    /** Knows nothing. */
    Nearness NONE = (words, least) -> List.of();

    /**
     * The concepts that the words may mean, nearest first.
     *
     * @param least how near they must be, from 0 (anything) to 1 (the same words)
     */
    List<Candidate> nearest(String words, double least);
}
