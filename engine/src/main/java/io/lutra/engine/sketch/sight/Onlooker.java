package io.lutra.engine.sketch.sight;

import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Exclusions;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Thing;
import io.lutra.imaging.Raster;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what a picture shows, as an idea that can be composed anew. Safe to share between threads. */
public final class Onlooker {
    /** Likeness from which on something besides the main thing is believed. */
    private static final double CERTAIN = 0.88;

    private final Recogniser recogniser;
    private final Surroundings surroundings;

    private Onlooker(Recogniser recogniser, Surroundings surroundings) {
        this.recogniser = recogniser;
        this.surroundings = surroundings;
    }

    /**
     * Opens the eyes of a library: takes about a second.
     *
     * @param directory with {@code thumbnails.png}
     * @throws io.lutra.engine.EngineException.BadWeights if it is missing or does not fit the library
     */
    public static Onlooker load(Path directory, Library library) {
        return new Onlooker(Recogniser.load(directory, library), Surroundings.learn());
    }

    /** The idea of a picture in which at least one drawing of the library is seen; empty for any other picture. */
    public Optional<Idea> look(Raster picture) {
        List<Sighting> seen = recogniser.look(picture);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put(seen.getFirst().figure().concept(), 1);
        for (Sighting other : seen.subList(1, seen.size())) {
            if (other.score() >= CERTAIN) {
                counts.merge(other.figure().concept(), 1, Integer::sum);
            }
        }
        List<Subject> subjects = counts.entrySet().stream()
                .map(count -> subject(count.getKey(), count.getValue()))
                .toList();
        return Optional.of(new Idea(
                subjects,
                List.of(),
                surroundings.around(picture, seen),
                List.of(),
                Set.of(),
                Idea.Framing.UNSAID,
                List.of(),
                Exclusions.NONE));
    }

    private static Subject subject(String concept, int count) {
        var thing = new Thing(
                concept.replace('-', ' '), List.of(new Candidate(concept, 1)), new Count(count, true), Look.UNSAID);
        return new Subject(thing, List.of(), List.of(), Subject.Placement.ANYWHERE);
    }
}
