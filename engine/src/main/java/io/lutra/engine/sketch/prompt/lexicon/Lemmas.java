package io.lutra.engine.sketch.prompt.lexicon;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** English word forms: singulars of plurals, and the forms of verbs. Regular by rule, irregular by table. */
final class Lemmas {
    private static final Set<String> UNCHANGED = Set.of("ss", "us", "is");
    private static final String VOWELS = "aeiou";

    private final Map<String, String> singulars = new HashMap<>();

    /** Reads the irregular plurals; a row is {@code mouse = mice}, and {@code news = news} for words that only look it. */
    Lemmas(List<Table.Row> irregular) {
        for (var row : irregular) {
            for (var singular : row.phrases()) {
                singulars.put(row.value(), singular);
            }
        }
    }

    /** The singular of a word in lower case, or the word if it does not look like a plural. */
    String singular(String word) {
        var known = singulars.get(word);
        if (known != null) {
            return known;
        }
        int length = word.length();
        if (length < 4 || !word.endsWith("s") || UNCHANGED.contains(word.substring(length - 2))) {
            return word;
        }
        if (word.endsWith("ies") && length > 4) {
            return word.substring(0, length - 3) + "y";
        }
        if (word.endsWith("shes")
                || word.endsWith("ches")
                || word.endsWith("sses")
                || word.endsWith("xes")
                || word.endsWith("zzes")
                || word.endsWith("oes")) {
            return word.substring(0, length - 2);
        }
        return word.substring(0, length - 1);
    }

    /** The third person, participles and past of a regular verb, the base form first: "hug", "hugs", "hugging", "hugged". */
    static Set<String> forms(String base) {
        int length = base.length();
        char last = base.charAt(length - 1);
        var forms = new LinkedHashSet<String>();
        forms.add(base);
        if (base.endsWith("e")) {
            var stem = base.substring(0, length - 1);
            forms.addAll(List.of(base + "s", stem + "ing", base + "d"));
            if (base.endsWith("ie")) {
                forms.add(base.substring(0, length - 2) + "ying");
            }
        } else if (last == 'y' && !isVowel(base, length - 2)) {
            var stem = base.substring(0, length - 1);
            forms.addAll(List.of(stem + "ies", base + "ing", stem + "ied"));
        } else {
            boolean hisses = base.endsWith("s")
                    || base.endsWith("sh")
                    || base.endsWith("ch")
                    || base.endsWith("x")
                    || base.endsWith("o");
            forms.addAll(List.of(base + (hisses ? "es" : "s"), base + "ing", base + "ed"));
            if (!isVowel(base, length - 1)
                    && isVowel(base, length - 2)
                    && !isVowel(base, length - 3)
                    && "wxy".indexOf(last) < 0) {
                forms.addAll(List.of(base + last + "ing", base + last + "ed"));
            }
        }
        return forms;
    }

    private static boolean isVowel(String word, int index) {
        return index >= 0 && VOWELS.indexOf(word.charAt(index)) >= 0;
    }
}
