package io.lutra.engine.sketch.prompt.lexicon;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Cuts a prompt into tokens. Takes any text, in time linear in its length: control characters and unpaired surrogates are
 * blanks, accents of Latin letters are dropped, and what follows the {@value #MOST_TOKENS}th token is not read.
 */
public final class Tokeniser {
    /** More than any prompt has to say. */
    static final int MOST_TOKENS = 4000;

    private static final int MOST_CHARS = 64_000;
    private static final int LONGEST_QUOTE = 60;
    private static final int VARIATION_SELECTOR = 0xFE0F;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private final UnaryOperator<String> singular;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokeniser(String text, UnaryOperator<String> singular) {
        this.text = text;
        this.singular = singular;
    }

    static List<Token> tokens(String prompt, UnaryOperator<String> singular) {
        var head = prompt.length() > MOST_CHARS ? prompt.substring(0, MOST_CHARS) : prompt;
        var text = head.codePoints().allMatch(c -> c < 0x80) ? head : Normalizer.normalize(head, Normalizer.Form.NFKC);
        var tokeniser = new Tokeniser(text, singular);
        tokeniser.run();
        return List.copyOf(tokeniser.tokens);
    }

    private void run() {
        while (at < text.length() && tokens.size() < MOST_TOKENS) {
            int c = text.codePointAt(at);
            if (isEmoji(c)) {
                emoji();
            } else if (isHan(c)) {
                take(Token.Kind.HAN, end(Tokeniser::isHan));
            } else if (c == '<' && tag() > 0) {
                at = tag();
            } else if (isDigit(c) && !isWord(next(end(Tokeniser::isDigit)))) {
                number();
            } else if (Character.isLetterOrDigit(c)) {
                word();
            } else if (isQuote(c)) {
                quote(c);
            } else if (isStop(c)) {
                sign(Token.Kind.STOP, c);
            } else if (",:()[]{}|/+*、，：（）".indexOf(c) >= 0 || isDash(c)) {
                sign(Token.Kind.COMMA, c);
            } else {
                at += Character.charCount(c);
            }
        }
    }

    private boolean isStop(int c) {
        boolean dot = c == '.' && !(at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1)));
        return dot || "!?;\n。！？；…".indexOf(c) >= 0;
    }

    /** Whether this is a dash between words, not a hyphen within one. */
    private boolean isDash(int c) {
        boolean blankBefore = at == 0 || Character.isWhitespace(text.charAt(at - 1));
        return c == '–' || c == '—' || (c == '-' && blankBefore);
    }

    private void sign(Token.Kind kind, int c) {
        var sign = Character.toString(c);
        tokens.add(new Token(sign, sign, kind, false));
        at += Character.charCount(c);
    }

    private void take(Token.Kind kind, int end) {
        var taken = text.substring(at, end);
        tokens.add(new Token(taken, taken, kind, false));
        at = end;
    }

    /** Where a tag such as {@code <lora:name:0.8>} that begins here ends, or 0. */
    private int tag() {
        int end = text.indexOf('>', at);
        int colon = text.indexOf(':', at);
        return colon > 0 && colon < end && end - at <= LONGEST_QUOTE ? end + 1 : 0;
    }

    /** A whole number; one with a decimal point counts nothing. */
    private void number() {
        int end = end(Tokeniser::isDigit);
        boolean decimal = end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1));
        if (decimal) {
            at = end + 1;
            at = end(Character::isLetterOrDigit);
        } else {
            take(Token.Kind.NUMBER, end);
        }
    }

    private void word() {
        boolean capital = Character.isUpperCase(text.codePointAt(at));
        int end = end(Tokeniser::isWord);
        var word = fold(text.substring(at, end).toLowerCase(Locale.ROOT));
        int apostrophe = word.indexOf('\'');
        if (apostrophe > 0 && (word.endsWith("'s") || word.endsWith("s'"))) {
            word = word.substring(0, apostrophe);
        }
        word = word.replace("'", "");
        if (!word.isEmpty()) {
            tokens.add(new Token(word, singular.apply(word), Token.Kind.WORD, capital));
        }
        at = end;
    }

    /** Curved apostrophes straight, accents of Latin letters dropped. */
    private static String fold(String word) {
        if (word.codePoints().allMatch(c -> c < 0x80)) {
            return word;
        }
        var plain = word.replace('’', '\'').replace('ʼ', '\'');
        boolean latin = plain.codePoints()
                .allMatch(c -> c < 0x250 || c == '\'' || Character.getType(c) == Character.NON_SPACING_MARK);
        return latin ? Normalizer.normalize(plain, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "") : plain;
    }

    private void quote(int opening) {
        int closing = text.indexOf(closing(opening), at + 1);
        if (closing > at + 1 && closing - at <= LONGEST_QUOTE && !(at == 0 && closing >= text.length() - 2)) {
            var quoted = text.substring(at + 1, closing);
            tokens.add(new Token(quoted, quoted, Token.Kind.QUOTE, false));
            at = closing + 1;
        } else {
            at++;
        }
    }

    private static boolean isQuote(int c) {
        return "\"“„«「『".indexOf(c) >= 0;
    }

    private static char closing(int opening) {
        return switch (opening) {
            case '“', '„' -> '”';
            case '«' -> '»';
            case '「' -> '」';
            case '『' -> '』';
            default -> '"';
        };
    }

    private void emoji() {
        var sequence = new StringBuilder();
        boolean joined = true;
        int flags = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (c == ZERO_WIDTH_JOINER) {
                joined = true;
                sequence.appendCodePoint(c);
            } else if (isFlagLetter(c) && flags < 2 && (joined || flags == 1)) {
                flags++;
                joined = false;
                sequence.appendCodePoint(c);
            } else if (isEmoji(c) && joined && !isFlagLetter(c)) {
                joined = false;
                sequence.appendCodePoint(c);
            } else if (c != VARIATION_SELECTOR && !isSkin(c)) {
                break;
            }
            at += Character.charCount(c);
        }
        var emoji = sequence.toString();
        tokens.add(new Token(emoji, emoji, Token.Kind.EMOJI, false));
    }

    /** The sequence without what does not change its meaning: variation selectors and skin tones. */
    static String bareEmoji(String sequence) {
        var bare = new StringBuilder();
        sequence.codePoints().filter(c -> c != VARIATION_SELECTOR && !isSkin(c)).forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private static boolean isEmoji(int c) {
        return c > 0xFF && (Character.isExtendedPictographic(c) || isFlagLetter(c)) && !Character.isLetter(c);
    }

    private static boolean isFlagLetter(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
    }

    private static boolean isSkin(int c) {
        return c >= 0x1F3FB && c <= 0x1F3FF;
    }

    private static boolean isHan(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(int c) {
        return (Character.isLetterOrDigit(c) && !isHan(c))
                || (Character.getType(c) == Character.NON_SPACING_MARK && c != VARIATION_SELECTOR)
                || c == '\''
                || c == '’'
                || c == 'ʼ';
    }

    private int end(java.util.function.IntPredicate belongs) {
        int end = at;
        while (end < text.length() && belongs.test(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private int next(int index) {
        return index < text.length() ? text.codePointAt(index) : ' ';
    }
}
