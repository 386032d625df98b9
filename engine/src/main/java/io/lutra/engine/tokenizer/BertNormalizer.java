package io.lutra.engine.tokenizer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * BERT's idea of a word, as in {@code BertNormalizer} and {@code BertPreTokenizer} of Hugging Face tokenizers: no control
 * characters, no accents, lower case; words end at spaces, and every punctuation mark and Chinese character is a word.
 */
final class BertNormalizer {
    private BertNormalizer() {}

    /** The words of a text, none empty. */
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        normalize(text).codePoints().forEach(character -> {
            switch (CharacterClass.of(character)) {
                case SPACE -> endWord(word, words);
                case PUNCTUATION -> {
                    endWord(word, words);
                    words.add(Character.toString(character));
                }
                case LETTER, CONTROL, MARK -> word.appendCodePoint(character);
            }
        });
        endWord(word, words);
        return words;
    }

    private static void endWord(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static String normalize(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (CharacterClass.of(character)) {
                case CONTROL -> {}
                case SPACE -> clean.append(' ');
                case LETTER, PUNCTUATION, MARK -> appendApart(character, clean);
            }
        });
        var plain = new StringBuilder(clean.length());
        Normalizer.normalize(clean, Normalizer.Form.NFD)
                .codePoints()
                .filter(character -> CharacterClass.of(character) != CharacterClass.MARK)
                .forEach(character -> plain.appendCodePoint(Character.toLowerCase(character)));
        return plain.toString();
    }

    private static void appendApart(int character, StringBuilder text) {
        if (isChinese(character)) {
            text.append(' ').appendCodePoint(character).append(' ');
        } else {
            text.appendCodePoint(character);
        }
    }

    /** The CJK blocks of BERT's reference, with the one boundary that Hugging Face's port has differently (2B920). */
    private static boolean isChinese(int character) {
        return isWithin(character, 0x4E00, 0x9FFF)
                || isWithin(character, 0x3400, 0x4DBF)
                || isWithin(character, 0x20000, 0x2A6DF)
                || isWithin(character, 0x2A700, 0x2B73F)
                || isWithin(character, 0x2B740, 0x2B81F)
                || isWithin(character, 0x2B920, 0x2CEAF)
                || isWithin(character, 0xF900, 0xFAFF)
                || isWithin(character, 0x2F800, 0x2FA1F);
    }

    private static boolean isWithin(int character, int first, int last) {
        return character >= first && character <= last;
    }
}
