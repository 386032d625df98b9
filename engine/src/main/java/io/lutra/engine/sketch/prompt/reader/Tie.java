package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Relation;

/** What the words before a noun phrase say about how it belongs to what came before. */
sealed interface Tie {
    /** The thing of this name that is meant if no phrase follows; empty for none. */
    default String standIn() {
        return "";
    }

    /** It is worn. */
    record Wear(String standIn) implements Tie {}

    /** It is held. */
    record Hold(String standIn) implements Tie {}

    /** "With": it is worn, held, a part, or beside, as its nature is. */
    record With() implements Tie {}

    /** It is what the thing before is made of. */
    record Made() implements Tie {}

    /**
     * It stands in a relation.
     *
     * @param kind of the thing before to this one
     * @param inverted whether it is of this one to the thing before
     * @param preposition the words that say so
     * @param standIn see {@link Tie#standIn()}
     */
    record Relate(Relation.Kind kind, boolean inverted, String preposition, String standIn) implements Tie {}
}
