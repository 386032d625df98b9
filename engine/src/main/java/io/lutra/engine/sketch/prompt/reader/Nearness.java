package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Candidate;
import java.util.List;

/** Finds concepts by nearness of meaning. Deterministic. */
@FunctionalInterface
public interface Nearness {
    /** Knows nothing. */
    Nearness NONE = words -> List.of();

    /** The concepts that the words may mean, best first; empty unless one is near enough to stand for them. */
    List<Candidate> nearest(String words);
}
