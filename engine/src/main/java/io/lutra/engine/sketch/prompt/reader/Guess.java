package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Thing;
import io.lutra.engine.sketch.prompt.lexicon.Lexicon;
import io.lutra.engine.sketch.prompt.lexicon.Sense;
import java.util.List;
import java.util.Optional;

/** What words mean that stand in no table: by nearness of meaning. */
final class Guess {
    /** Above it a concept is likelier right than wrong, see {@link Meanings}. */
    private static final double LIKELY = 0.53;

    private static final double CONCEIVABLE = 0.35;

    private final Lexicon lexicon;
    private final Nearness nearness;

    Guess(Lexicon lexicon, Nearness nearness) {
        this.lexicon = lexicon;
        this.nearness = nearness;
    }

    /** The concepts nearest to the words, or empty if none is so near that it is likely meant. */
    Optional<Sense.Noun> meaning(String words) {
        return nearest(words, LIKELY);
    }

    /** The concepts nearest to a whole prompt in which nothing was understood. */
    Optional<Sense.Noun> lastResort(String prompt) {
        return nearest(prompt, CONCEIVABLE);
    }

    private Optional<Sense.Noun> nearest(String words, double least) {
        var candidates = nearness.nearest(words, least).stream()
                .filter(candidate -> lexicon.concept(candidate.concept()).isPresent())
                .toList();
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(new Sense.Noun(candidates, Look.UNSAID, List.of(), List.of()));
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
