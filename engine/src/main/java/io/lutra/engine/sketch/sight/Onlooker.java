package io.lutra.engine.sketch.sight;

import io.lutra.engine.sketch.library.Entry;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Exclusions;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Thing;
import io.lutra.engine.sketch.sight.Recogniser.Glance;
import io.lutra.imaging.Raster;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a picture shows, as an idea that can be composed anew. Safe to share between threads. */
public final class Onlooker {
    private static final int LOOKED_AT = 2;
    /** Side, as a part of the picture's, from which on what is not alive is no mere part of the place. */
    private static final double LARGE = .35;

    private static final int MOST_OTHERS = 4;
    /** The part of a drawing, seen exactly, that must have its colours for it to be another of its kind. */
    private static final double SURE = .7;

    private final Recogniser recogniser;
    private final Library library;
    private final Surroundings surroundings;

    private Onlooker(Recogniser recogniser, Library library, Surroundings surroundings) {
        this.recogniser = recogniser;
        this.library = library;
        this.surroundings = surroundings;
    }

    /**
     * Opens the eyes of a library: takes about a second.
     *
     * @param directory with {@code thumbnails.png}
     * @throws io.lutra.engine.EngineException.BadWeights if it is missing or does not fit the library
     */
    public static Onlooker load(Path directory, Library library) {
        return new Onlooker(Recogniser.load(directory, library), library, Surroundings.learn());
    }

    /** The idea of a picture whose main things are drawings of the library, plainly seen; empty for any other picture. */
    public Optional<Idea> look(Raster picture) {
        var seen = things(picture);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        var counts = new LinkedHashMap<String, Integer>();
        seen.forEach(sighting -> counts.merge(sighting.figure().concept(), 1, Integer::sum));
        var subjects = counts.entrySet().stream()
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

    /** What is seen at first glance and in the areas that stand out; of what is small only what is alive. */
    private List<Sighting> things(Raster picture) {
        var seen = new ArrayList<Sighting>();
        recogniser.look(picture, Glance.ALL_OVER).ifPresent(seen::add);
        for (var square : Gaze.at(picture, LOOKED_AT)) {
            double x = square.getCenterX() / picture.width();
            double y = square.getCenterY() / picture.height();
            if (seen.stream().noneMatch(sighting -> sighting.covers(x, y))) {
                recogniser
                        .look(part(picture, square), Glance.AT_THE_MIDDLE)
                        .map(sighting -> sighting.in(square, picture))
                        .filter(sighting -> seen.stream()
                                .noneMatch(other -> other.covers(
                                        sighting.x() + sighting.side() / 2,
                                        sighting.y() + sighting.side() / 2 * picture.width() / picture.height())))
                        .ifPresent(seen::add);
            }
        }
        seen.removeIf(sighting -> !isAlive(sighting) && sighting.side() < LARGE);
        if (!seen.isEmpty()) {
            addOthers(picture, seen);
        }
        return seen;
    }

    private boolean isAlive(Sighting sighting) {
        return entry(sighting).kind().isAlive();
    }

    private Entry entry(Sighting sighting) {
        return library.find(sighting.figure().concept()).orElseThrow();
    }

    /** Adds others of the main thing's kind. */
    private void addOthers(Raster picture, List<Sighting> seen) {
        var looks = entry(seen.getFirst()).figures().stream()
                .map(figure -> new Probe.Look(figure, Optional.empty()))
                .toList();
        var known = new boolean[picture.argb().length];
        for (int i = 0; i < MOST_OTHERS; i++) {
            for (int at = 0; at < known.length; at++) {
                double x = (at % picture.width() + .5) / picture.width();
                double y = (Math.floorDiv(at, picture.width()) + .5) / picture.height();
                known[at] = seen.stream().anyMatch(sighting -> sighting.covers(x, y));
            }
            var other = Likeness.find(library, looks, picture, known)
                    .filter(likeness -> likeness.score() > SURE)
                    .map(likeness -> Sighting.of(likeness, picture));
            if (other.isEmpty()) {
                return;
            }
            seen.add(other.get());
        }
    }

    private static Raster part(Raster picture, Rectangle square) {
        var argb = new int[square.width * square.height];
        for (int y = 0; y < square.height; y++) {
            System.arraycopy(
                    picture.argb(), (square.y + y) * picture.width() + square.x, argb, y * square.width, square.width);
        }
        return new Raster(square.width, square.height, argb);
    }

    private static Subject subject(String concept, int count) {
        var thing = new Thing(
                concept.replace('-', ' '), List.of(new Candidate(concept, 1)), new Count(count, true), Look.UNSAID);
        return new Subject(thing, List.of(), List.of(), Subject.Placement.ANYWHERE);
    }
}
