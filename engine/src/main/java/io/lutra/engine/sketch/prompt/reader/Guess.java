package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Thing;
import io.lutra.engine.sketch.prompt.lexicon.Lexicon;
import io.lutra.engine.sketch.prompt.lexicon.Sense;
import java.util.Optional;

/** What words mean that stand in no table: by nearness of meaning. */
final class Guess {
    private final Lexicon lexicon;
    private final Nearness nearness;

    Guess(Lexicon lexicon, Nearness nearness) {
        this.lexicon = lexicon;
        this.nearness = nearness;
    }

    /** The concepts nearest to the words, or empty if none is near enough to be drawn. */
    Optional<Sense.Noun> meaning(String words) {
        var candidates = nearness.nearest(words);
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(new Sense.Noun(candidates, Look.UNSAID, java.util.List.of(), java.util.List.of()));
    }

    /** The thing of a name that a table gives. */
    Optional<Thing> named(String name) {
        return lexicon.senses(name).stream()
                .filter(Sense.Noun.class::isInstance)
                .map(Sense.Noun.class::cast)
                .findFirst()
                .map(noun -> new Thing(name, noun.candidates(), Count.ONE, noun.look()));
    }
}
