package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.prompt.Backdrop;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Idea.Framing;
import io.lutra.engine.sketch.prompt.Idea.Style;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Relation;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Thing;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an illustrator makes of an idea before drawing. Stateless. */
final class Interpretation {
    /** The thing that stands for a place on a sign: nobody puts a whole room on one. */
    private static final Map<Scene, String> SIGNS = Map.ofEntries(
            Map.entry(Scene.CAFE, "hot-beverage"),
            Map.entry(Scene.KITCHEN, "cooking"),
            Map.entry(Scene.LIBRARY, "books"),
            Map.entry(Scene.CLASSROOM, "graduation-cap"),
            Map.entry(Scene.LABORATORY, "alembic"),
            Map.entry(Scene.STAGE, "microphone"),
            Map.entry(Scene.PARTY, "party-popper"),
            Map.entry(Scene.STADIUM, "trophy"),
            Map.entry(Scene.SPACE, "ringed-planet"),
            Map.entry(Scene.TABLE, "fork-and-knife-with-plate"),
            Map.entry(Scene.FARM, "tractor"),
            Map.entry(Scene.GARDEN, "tulip"),
            Map.entry(Scene.CASTLE, "castle"));

    private static final Set<Scene> ROOMS = EnumSet.of(
            Scene.ROOM,
            Scene.BEDROOM,
            Scene.KITCHEN,
            Scene.CAFE,
            Scene.LIBRARY,
            Scene.CLASSROOM,
            Scene.LABORATORY,
            Scene.STAGE,
            Scene.PARTY,
            Scene.TABLE);

    private Interpretation() {}

    static Idea of(Idea idea) {
        var sign = Optional.ofNullable(SIGNS.get(idea.backdrop().scene()));
        if (idea.framing() == Framing.EMBLEM && idea.subjects().isEmpty() && sign.isPresent()) {
            return with(idea, List.of(thing(sign.get())), idea.backdrop(), idea.styles());
        }
        boolean isColoured = idea.subjects().stream()
                .anyMatch(s -> !s.thing().look().colours().isEmpty());
        // "A vintage red car" is an old car, but red.
        var styles = isColoured
                ? idea.styles().stream().filter(s -> s != Style.VINTAGE).toList()
                : idea.styles();
        var things = idea.subjects().stream()
                .filter(subject -> !isPainted(idea, subject))
                .toList();
        return with(idea, things, backdrop(idea), styles);
    }

    /** Whether the place shows it: every room has its window, and a rainbow that nobody is on or above belongs to the sky. */
    private static boolean isPainted(Idea idea, Subject subject) {
        var concept = subject.thing().best().concept();
        int index = idea.subjects().indexOf(subject);
        return (concept.equals("window") && ROOMS.contains(idea.backdrop().scene()))
                || (concept.equals("rainbow")
                        && isOutdoors(idea)
                        && idea.relations().stream().noneMatch(r -> r.to() == index && isOver(r.kind())));
    }

    private static boolean isOver(Relation.Kind kind) {
        return kind == Relation.Kind.ON || kind == Relation.Kind.ABOVE || kind == Relation.Kind.RIDING;
    }

    private static boolean isOutdoors(Idea idea) {
        var scene = idea.backdrop().scene();
        return idea.framing() != Framing.PATTERN
                && idea.framing() != Framing.EMBLEM
                && scene != Scene.PLAIN
                && scene != Scene.SPACE
                && scene != Scene.UNDERWATER
                && !ROOMS.contains(scene)
                && (idea.subjects().size() > 1 || scene != Scene.UNSAID);
    }

    private static Backdrop backdrop(Idea idea) {
        var was = idea.backdrop();
        boolean hasRainbow = idea.subjects().stream()
                .anyMatch(s -> s.thing().best().concept().equals("rainbow") && isPainted(idea, s));
        if (!hasRainbow) {
            return was;
        }
        var features = new HashSet<>(was.features());
        features.add(Backdrop.Feature.RAINBOW);
        return new Backdrop(was.scene(), was.colours(), was.time(), was.weather(), was.season(), features);
    }

    private static Idea with(Idea idea, List<Subject> subjects, Backdrop backdrop, List<Style> styles) {
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
                backdrop,
                styles,
                idea.moods(),
                idea.framing(),
                idea.lettering(),
                idea.exclusions());
    }

    private static Subject thing(String concept) {
        var thing = new Thing(concept, List.of(new Candidate(concept, 1)), Count.ONE, Look.UNSAID);
        return new Subject(thing, List.of(), List.of(), Subject.Placement.ANYWHERE);
    }
}
