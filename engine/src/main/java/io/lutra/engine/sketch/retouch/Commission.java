package io.lutra.engine.sketch.retouch;

import io.lutra.engine.sketch.library.Entry;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Relation;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.sight.Likeness;
import io.lutra.imaging.Raster;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

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

    /** Nothing new: all that the prompt names is there, and continues into the hole as far as it does. */
    record Nothing() implements Commission {}

    /** The place that the prompt names, below or around what is there. */
    record Ground() implements Commission {}

    /**
     * What of the idea is to be painted.
     *
     * @param present what of the idea is in the picture
     */
    static Commission of(Library library, Idea idea, Raster image, Hole hole, List<Present> present) {
        return new Reading(library, idea, image, hole, present).commission();
    }

    /** One reading of an idea before a picture. */
    final class Reading {
        private static final double ALL = .97;
        private static final double MOST = .6;
        private static final double SMALL = .22;
        /** The least part of the picture in which a place can be seen to be that place. */
        private static final double ROOMY = .06;

        private final Library library;
        private final Idea idea;
        private final Raster image;
        private final Hole hole;
        private final List<Present> present;

        private Reading(Library library, Idea idea, Raster image, Hole hole, List<Present> present) {
            this.library = library;
            this.idea = idea;
            this.image = image;
            this.hole = hole;
            this.present = present;
        }

        private Commission commission() {
            if (hole.share() >= ALL) {
                return new Everything();
            }
            if (hole.share() >= MOST || hole.pixels() == 0) {
                return new Subjects(idea);
            }
            for (var seen : present) {
                if (touches(seen.likeness(), seen.subject())) {
                    return new Dressed(seen.subject(), seen.entry(), seen.likeness());
                }
            }
            var left = new ArrayList<>(idea.subjects());
            present.forEach(seen -> left.remove(seen.subject()));
            if (idea.subjects().isEmpty()) {
                return namesAPlace() && hole.spans() ? new Ground() : new Subjects(idea);
            }
            return left.size() < idea.subjects().size() ? rest(left) : unseen();
        }

        private boolean namesAPlace() {
            var scene = idea.backdrop().scene();
            return scene != Scene.UNSAID && scene != Scene.PLAIN && hole.share() >= ROOMY;
        }

        /** What is to be painted if some subjects are in the picture. */
        private Commission rest(List<Subject> left) {
            if (!left.isEmpty()) {
                return new Subjects(only(left));
            }
            var first = idea.subjects().getFirst();
            if (hole.share() < SMALL && !first.worn().isEmpty()) {
                return new Attire(first.worn().getFirst());
            }
            if (namesAPlace()) {
                return new Ground();
            }
            boolean isThere = hole.spans() || present.stream().anyMatch(seen -> seen.isNear(hole));
            return isThere ? new Nothing() : new Subjects(idea);
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
                boolean isPlace = Present.entries(library, idea.subjects().get(i)).stream()
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
