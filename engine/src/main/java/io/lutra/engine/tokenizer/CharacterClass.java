package io.lutra.engine.tokenizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** What a character is to BERT's tokenizer. The reference's Unicode tables are old; where Java's differ, it is followed. */
enum CharacterClass {
    /** Part of a word. */
    LETTER,
    /** Between words. */
    SPACE,
    /** A word of its own. */
    PUNCTUATION,
    /** Dropped before the text is decomposed into base characters and marks. */
    CONTROL,
    /** Dropped after the text is decomposed: accents. */
    MARK;

    private static final String TABLE = "unicode-8.txt";
    private static final NavigableMap<Integer, Map.Entry<Integer, CharacterClass>> DIFFERENT = read();

    static CharacterClass of(int character) {
        if (character < 0x80) {
            return ofAscii(character);
        }
        var range = DIFFERENT.floorEntry(character);
        if (range != null && character <= range.getValue().getKey()) {
            return range.getValue().getValue();
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> CONTROL;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            case Character.NON_SPACING_MARK -> MARK;
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> PUNCTUATION;
            default -> character == 0xFFFD ? CONTROL : LETTER;
        };
    }

    private static CharacterClass ofAscii(int character) {
        if (character == ' ' || character == '\t' || character == '\n' || character == '\r') {
            return SPACE;
        }
        if (character < ' ' || character == 0x7F) {
            return CONTROL;
        }
        return Character.isLetterOrDigit(character) ? LETTER : PUNCTUATION;
    }

    private static NavigableMap<Integer, Map.Entry<Integer, CharacterClass>> read() {
        try (var stream = Objects.requireNonNull(CharacterClass.class.getResourceAsStream(TABLE), TABLE)) {
            var ranges = new TreeMap<Integer, Map.Entry<Integer, CharacterClass>>();
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .forEach(range -> ranges.put(
                            Integer.parseInt(range[0], 16),
                            Map.entry(Integer.parseInt(range[1], 16), valueOf(range[2]))));
            return ranges;
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + TABLE, broken);
        }
    }
}
