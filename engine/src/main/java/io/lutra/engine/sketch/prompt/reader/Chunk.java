package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.lexicon.Sense;
import io.lutra.engine.sketch.prompt.lexicon.Sense.Grammar.Role;
import io.lutra.engine.sketch.prompt.lexicon.Token;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a prompt that the lexicon knows as one phrase, or a single token that it does not know.
 *
 * @param text as in the prompt, lower case
 * @param kind of its first token
 * @param senses what it may mean; empty for signs and unknown words
 * @param plural whether its last word is a plural
 * @param capital whether its first word begins with a capital letter
 */
record Chunk(String text, Token.Kind kind, List<Sense> senses, boolean plural, boolean capital) {
    Chunk {
        senses = List.copyOf(senses);
    }

    /** The likeliest sense of a kind. */
    <T extends Sense> Optional<T> sense(Class<T> type) {
        return senses.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Whether one of the senses is of this kind. */
    boolean has(Class<? extends Sense> type) {
        return senses.stream().anyMatch(type::isInstance);
    }

    /** Whether it plays this role in grammar. */
    boolean is(Role role) {
        return senses.stream().anyMatch(sense -> sense instanceof Sense.Grammar grammar && grammar.role() == role);
    }

    /** Whether it is "a" or "an". */
    boolean isArticle() {
        return sense(Sense.Quantity.class).map(Sense.Quantity::article).orElse(false);
    }

    /** Whether it ends a phrase by sign alone. */
    boolean isBreak() {
        return kind == Token.Kind.COMMA || kind == Token.Kind.STOP;
    }

    /** Whether it is a word that no table and no concept knows. */
    boolean isUnknown() {
        return senses.isEmpty() && kind == Token.Kind.WORD;
    }

    /** Whether a noun phrase goes on with this chunk: a noun, an adjective, an unknown word. */
    boolean continuesPhrase() {
        return isUnknown()
                || has(Sense.Noun.class)
                || has(Sense.Adjective.class)
                || has(Sense.Part.class)
                || has(Sense.Place.class);
    }

    /** Whether the form alone shows that it is a verb. */
    boolean isFiniteVerb() {
        return sense(Sense.Verb.class).map(Sense.Verb::finite).orElse(false);
    }
}
