package io.lutra.cli.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
public final class Suggestion {
    private Suggestion() {}

    /** The word that is nearest to one that is none of them, if it is near enough to be meant. */
    public static Optional<String> nearest(String written, Collection<String> words) {
        return words.stream()
                .min(Comparator.comparingInt((String word) -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(word -> distance(written, word) <= Math.max(2, written.length() / 3));
    }

    /** The same as the end of a sentence, empty if there is none. */
    static String told(String written, Collection<String> words) {
        return nearest(written, words)
                .map(word -> "; did you mean \"" + word + "\"?")
                .orElse("");
    }

    /**
     * The fewest insertions, deletions, replacements and swaps of neighbours that turn one word into the other: the optimal
     * string alignment distance (Damerau, 1964).
     */
    static int distance(String from, String to) {
        var rows = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            rows[i][0] = i;
        }
        for (int j = 0; j <= to.length(); j++) {
            rows[0][j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            for (int j = 1; j <= to.length(); j++) {
                int replaced = rows[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[from.length()][to.length()];
    }
}
