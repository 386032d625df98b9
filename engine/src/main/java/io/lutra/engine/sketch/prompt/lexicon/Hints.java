package io.lutra.engine.sketch.prompt.lexicon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words that say something of the whole picture wherever in the prompt they stand, also within names of places and things
 * ("autumn forest path"). Read from the table {@code hints}. Immutable.
 */
public final class Hints {
    private static final int LONGEST_PROMPT = 4000;
    private static final List<String> DENIALS = List.of("no ", "without ", "without any ", "not ");

    private final List<Table.Row> rows = Table.read("hints");

    /** What the words of a prompt hint at, in the order of the table: values of its rows, unless the prompt denies them. */
    public List<String> in(String prompt) {
        var head =
                prompt.substring(0, Math.min(prompt.length(), LONGEST_PROMPT)).toLowerCase(Locale.ROOT);
        var text = " " + head.replaceAll("[^\\p{L}\\p{N}]+", " ") + " ";
        var found = new ArrayList<String>();
        for (var row : rows) {
            if (row.phrases().stream().anyMatch(phrase -> says(text, phrase))) {
                found.add(row.value());
            }
        }
        return found;
    }

    private static boolean says(String text, String phrase) {
        if (phrase.codePointAt(0) > 0x2E80) {
            return text.contains(phrase);
        }
        return text.contains(" " + phrase + " ")
                && DENIALS.stream().noneMatch(denial -> text.contains(" " + denial + phrase + " "));
    }
}
