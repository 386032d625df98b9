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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a picture shows, as an idea that can be composed anew. Safe to share between threads. */
public final class Onlooker {
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

    /** The idea of a picture whose main thing is a drawing of the library, plainly seen; empty for any other picture. */
    public Optional<Idea> look(Raster picture) {
        return recogniser
                .look(picture)
                .map(seen -> new Idea(
                        List.of(subject(seen.figure().concept())),
                        List.of(),
                        surroundings.around(picture, List.of(seen)),
                        List.of(),
                        Set.of(),
                        Idea.Framing.UNSAID,
                        List.of(),
                        Exclusions.NONE));
    }

    private static Subject subject(String concept) {
        var thing = new Thing(concept.replace('-', ' '), List.of(new Candidate(concept, 1)), Count.ONE, Look.UNSAID);
        return new Subject(thing, List.of(), List.of(), Subject.Placement.ANYWHERE);
    }
}
