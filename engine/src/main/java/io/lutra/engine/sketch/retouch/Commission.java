package io.lutra.engine.sketch.retouch;

import io.lutra.engine.sketch.library.Entry;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.paint.Recolouring;
import io.lutra.engine.sketch.prompt.Colour;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Relation;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.imaging.Raster;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a prompt is to be painted into a hole. A prompt may name only what is to come, or describe the whole picture: then what
 * is seen in the kept part already is not painted a second time.
 */
sealed interface Commission {
    /** The whole picture: next to nothing of it is kept. */
    record Everything() implements Commission {}

    /** A thing that is in the picture, with what it wears and holds. */
    record Dressed(Subject subject, Entry entry, Likeness likeness) implements Commission {}

    /** One thing to wear, on a bearer that is in the picture but not known. */
    record Attire(Subject.Worn worn) implements Commission {}

    /** These subjects, new. */
    record Subjects(Idea idea) implements Commission {}

    /** What of the idea is to be painted. Takes tenths of a second. */
    static Commission of(Library library, Idea idea, Raster image, Hole hole) {
        return new Reading(library, idea, image, hole).commission();
    }

    /** One reading of an idea before a picture. */
    final class Reading {
        private static final double ALL = .97;
        private static final double MOST = .6;
        private static final double SMALL = .22;
        private static final int LOOKED_FOR = 3;
        private static final int MOST_LOOKS = 18;
        private static final double NEARLY_AS_GOOD = .12;

        private final Library library;
        private final Idea idea;
        private final Raster image;
        private final Hole hole;

        private Reading(Library library, Idea idea, Raster image, Hole hole) {
            this.library = library;
            this.idea = idea;
            this.image = image;
            this.hole = hole;
        }

        private Commission commission() {
            if (hole.share() >= ALL) {
                return new Everything();
            }
            if (hole.share() >= MOST || hole.pixels() == 0) {
                return new Subjects(idea);
            }
            var left = new ArrayList<>(idea.subjects());
            for (var subject : idea.subjects()
                    .subList(0, Math.min(LOOKED_FOR, idea.subjects().size()))) {
                var entries = entries(subject);
                var seen = seen(subject, entries);
                if (seen.isPresent() && touches(seen.get(), subject)) {
                    var concept = seen.get().look().figure().concept();
                    var entry = entries.stream()
                            .filter(e -> e.concept().id().equals(concept))
                            .findFirst();
                    if (entry.isPresent()) {
                        return new Dressed(subject, entry.get(), seen.get());
                    }
                }
                if (seen.isPresent()) {
                    left.remove(subject);
                }
            }
            return left.size() < idea.subjects().size() ? rest(left) : unseen();
        }

        /** What is to be painted if some subjects are in the picture, away from the hole. */
        private Commission rest(List<Subject> left) {
            if (!left.isEmpty()) {
                return new Subjects(only(left));
            }
            var first = idea.subjects().getFirst();
            return hole.share() < SMALL && !first.worn().isEmpty()
                    ? new Attire(first.worn().getFirst())
                    : new Subjects(idea);
        }

        /** What is to be painted if no subject was found in the picture. */
        private Commission unseen() {
            boolean isSmall = hole.share() < SMALL;
            for (var subject : idea.subjects()) {
                if (isSmall && !subject.worn().isEmpty() && new Rim(image, hole).isCrossedFromBelow()) {
                    return new Attire(subject.worn().getFirst());
                }
            }
            if (isSmall && idea.subjects().size() > 1) {
                return new Subjects(only(additions()));
            }
            return new Subjects(idea);
        }

        /** Of several subjects those that are likely to come, rather than to be there: not the place, not what others are in. */
        private List<Subject> additions() {
            var left = new ArrayList<Subject>();
            for (int i = 0; i < idea.subjects().size(); i++) {
                int index = i;
                boolean isPlace = entries(idea.subjects().get(i)).stream()
                        .anyMatch(entry -> entry.kind().isScenery());
                boolean isUnderneath = idea.relations().stream().anyMatch(r -> r.to() == index && isBearing(r.kind()));
                if (!isPlace && !isUnderneath) {
                    left.add(idea.subjects().get(i));
                }
            }
            return left.isEmpty() ? idea.subjects() : left;
        }

        private static boolean isBearing(Relation.Kind kind) {
            return kind == Relation.Kind.INSIDE || kind == Relation.Kind.ON || kind == Relation.Kind.UNDER;
        }

        private Idea only(List<Subject> subjects) {
            var relations = idea.relations().stream()
                    .filter(r -> subjects.contains(idea.subjects().get(r.from()))
                            && subjects.contains(idea.subjects().get(r.to())))
                    .map(r -> new Relation(
                            subjects.indexOf(idea.subjects().get(r.from())),
                            r.kind(),
                            subjects.indexOf(idea.subjects().get(r.to()))))
                    .filter(r -> r.from() != r.to())
                    .toList();
            return new Idea(
                    subjects,
                    relations,
                    idea.backdrop(),
                    idea.styles(),
                    idea.moods(),
                    idea.framing(),
                    idea.lettering(),
                    idea.exclusions());
        }

        private List<Entry> entries(Subject subject) {
            double best = subject.thing().best().score();
            return subject.thing().candidates().stream()
                    .filter(candidate -> candidate.score() >= best - NEARLY_AS_GOOD)
                    .flatMap(candidate -> library.find(candidate.concept()).stream())
                    .toList();
        }

        private Optional<Likeness> seen(Subject subject, List<Entry> entries) {
            var colours =
                    subject.thing().look().colours().stream().map(Colour::rgb).toList();
            var looks = new ArrayList<Probe.Look>();
            for (var entry : entries) {
                for (var figure : entry.figures()) {
                    looks.add(new Probe.Look(figure, Optional.empty()));
                    if (!colours.isEmpty()) {
                        looks.add(new Probe.Look(figure, Optional.of(new Recolouring(colours, figure.colours()))));
                    }
                }
            }
            return Likeness.find(library, looks.subList(0, Math.min(MOST_LOOKS, looks.size())), image, hole);
        }

        /** Whether the hole is at the thing: over it, or where it would wear or hold something. */
        private boolean touches(Likeness seen, Subject subject) {
            boolean isDressed = !subject.worn().isEmpty() || !subject.held().isEmpty();
            var place = seen.place();
            double half = place.side() * (isDressed ? .75 : .5);
            var around = new Rectangle2D.Double(place.x() - half, place.y() - half, 2 * half, 2 * half);
            double share = new Spot(hole).inside(around) * around.getWidth() * around.getHeight() / hole.pixels();
            return share > (isDressed ? .4 : .7)
                    && (isDressed || idea.subjects().size() == 1);
        }
    }
}
