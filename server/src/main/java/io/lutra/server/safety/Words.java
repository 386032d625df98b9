package io.lutra.server.safety;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words and phrases as a tree of their characters: finding any of them takes no longer for many than for few. Immutable once built. */
final class Words {
    private final Node root = new Node();

    private static final class Node {
        private final Map<Integer, Node> next = new HashMap<>();

        /** The rule that ends here at the end of a word, and the one that may end within one. */
        private @Nullable String whole;

        private @Nullable String beginning;
    }

    /**
     * Adds words.
     *
     * @param words as {@link Folding#words} has them, at least one
     * @param beginning whether words that begin with them are meant, too
     */
    void add(String words, boolean beginning, String rule) {
        var node = root;
        for (int point : words.codePoints().toArray()) {
            node = node.next.computeIfAbsent(point, ignored -> new Node());
        }
        if (beginning) {
            node.beginning = rule;
        } else {
            node.whole = rule;
        }
    }

    /** The rule of the first words that are in a text, which is as {@link Folding#words} has it. */
    Optional<String> find(String text) {
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (i == 0 || isEdge(points[i - 1], points[i])) {
                var found = at(points, i);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> at(int[] points, int from) {
        var node = root;
        for (int i = from; i < points.length; i++) {
            node = node.next.get(points[i]);
            if (node == null) {
                return Optional.empty();
            }
            if (node.beginning != null) {
                return Optional.of(node.beginning);
            }
            if (node.whole != null && (i + 1 == points.length || isEdge(points[i], points[i + 1]))) {
                return Optional.of(node.whole);
            }
        }
        return Optional.empty();
    }

    /** Whether a word may end or begin between two characters: everywhere in scripts that write no spaces. */
    private static boolean isEdge(int left, int right) {
        return left == ' ' || right == ' ' || isUnspaced(left) || isUnspaced(right);
    }

    private static boolean isUnspaced(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> false;
        };
    }
}
