package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.lexicon.Sense;
import java.util.Optional;

/**
 * A noun with its number, article and adjectives.
 *
 * @param end index of the first chunk after it
 * @param subject the thing it names; empty if it names none that is known
 * @param look what its adjectives say; with a subject, the subject has it already
 * @param place the place that its noun may be
 * @param part the part that its noun may be
 * @param background whether it ends in "background"
 * @param definite whether it begins with "the" or the like
 * @param plural whether it is many without a number
 * @param understood whether its noun, if it has one, is known
 */
record NounPhrase(
        int end,
        Optional<SubjectDraft> subject,
        Look look,
        Optional<Sense.Place> place,
        Optional<Sense.Part> part,
        boolean background,
        boolean definite,
        boolean plural,
        boolean understood) {
    /** Whether it is adjectives alone. */
    boolean isLookOnly() {
        return understood && subject.isEmpty() && place.isEmpty() && part.isEmpty() && !background;
    }
}
