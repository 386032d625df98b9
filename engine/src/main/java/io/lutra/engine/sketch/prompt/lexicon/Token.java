package io.lutra.engine.sketch.prompt.lexicon;

/**
 * A word, number or sign of a prompt.
 *
 * @param text the token in lower case; for {@link Kind#QUOTE} the text between the quotation marks as written
 * @param lemma the singular of {@code text} if it may be a plural, else {@code text}
 * @param kind what it is
 * @param capital whether it begins with a capital letter
 */
public record Token(String text, String lemma, Kind kind, boolean capital) {
    /** Whether the form is a plural. */
    public boolean isPlural() {
        return kind == Kind.WORD && !text.equals(lemma);
    }

    /** What a token is. */
    public enum Kind {
        WORD,
        NUMBER,
        /** A comma, a bracket, a dash between blanks. */
        COMMA,
        /** The end of a sentence. */
        STOP,
        /** A text between quotation marks. */
        QUOTE,
        /** A pictograph. */
        EMOJI,
        /** A run of Chinese characters. */
        HAN
    }
}
