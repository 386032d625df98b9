package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Idea.Framing;
import io.lutra.engine.sketch.prompt.Idea.Style;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Thing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private Interpretation() {}

    static Idea of(Idea idea) {
        var sign = Optional.ofNullable(SIGNS.get(idea.backdrop().scene()));
        boolean isSign = idea.framing() == Framing.EMBLEM && idea.subjects().isEmpty() && sign.isPresent();
        boolean isPainted = idea.subjects().stream()
                .anyMatch(s -> !s.thing().look().colours().isEmpty());
        return new Idea(
                isSign ? List.of(thing(sign.get())) : idea.subjects(),
                idea.relations(),
                idea.backdrop(),
                // "A vintage red car" is an old car, but red.
                isPainted
                        ? idea.styles().stream().filter(s -> s != Style.VINTAGE).toList()
                        : idea.styles(),
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
