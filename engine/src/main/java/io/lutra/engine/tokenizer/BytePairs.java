package io.lutra.engine.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte pair encoding with an end-of-word mark: a word's bytes are joined pair by pair, in the order in which the pairs were
 * learnt.
 */
final class BytePairs {
    /** Tokens of one byte, inside and at the end of a word. */
    static final int SINGLES = 512;

    private static final String WORD_END = "</w>";

    private final Map<String, Integer> vocabulary;
    private final Map<Pair, Integer> ranks;
    private final String[] letters = letters();

    private record Pair(String first, String second) {}

    private BytePairs(Map<String, Integer> vocabulary, Map<Pair, Integer> ranks) {
        this.vocabulary = vocabulary;
        this.ranks = ranks;
    }

    /**
     * Takes over a vocabulary and reads the merges.
     *
     * @param merges lines of two symbols; a first line that begins with {@code #} is a comment
     */
    static BytePairs of(Map<String, Integer> vocabulary, List<String> merges) {
        var ranks = new HashMap<Pair, Integer>();
        for (String line : merges) {
            int space = line.indexOf(' ');
            if (!line.startsWith("#version") && !line.isBlank()) {
                if (space < 1 || space != line.lastIndexOf(' ') || space == line.length() - 1) {
                    throw new IllegalArgumentException("merge " + (ranks.size() + 1) + " is not a pair");
                }
                ranks.putIfAbsent(new Pair(line.substring(0, space), line.substring(space + 1)), ranks.size());
            }
        }
        var pairs = new BytePairs(vocabulary, ranks);
        for (String letter : pairs.letters) {
            pairs.require(letter);
            pairs.require(letter + WORD_END);
        }
        return pairs;
    }

    /**
     * The numbers of tokens as OpenAI gave them: bytes in the order of their letters' code points as GPT-2 lists them, the same at
     * the end of a word, then what each merge makes.
     *
     * @param merges two symbols each, separated by a space
     */
    static Map<String, Integer> vocabulary(List<String> merges) {
        var vocabulary = new HashMap<String, Integer>();
        var ordered = new ArrayList<String>();
        for (String letter : letters()) {
            ordered.add(letter);
        }
        ordered.sort(Comparator.naturalOrder());
        ordered.forEach(letter -> vocabulary.put(letter, vocabulary.size()));
        ordered.forEach(letter -> vocabulary.put(letter + WORD_END, vocabulary.size()));
        merges.forEach(merge -> vocabulary.put(merge.replace(" ", ""), vocabulary.size()));
        return vocabulary;
    }

    int require(String token) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary has no \"" + token + "\"");
        }
        return id;
    }

    /**
     * Printable letters for bytes, as GPT-2 chose them: printable Latin-1 characters stand for themselves, the other bytes
     * for the characters from U+0100 on.
     */
    private static String[] letters() {
        var letters = new String[256];
        int next = 0x100;
        for (int value = 0; value < letters.length; value++) {
            boolean isPrintable = (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD);
            letters[value] = Character.toString(isPrintable ? value : next++);
        }
        return letters;
    }

    /** Adds the tokens of one word. */
    void encode(byte[] word, List<Integer> ids) {
        var symbols = new ArrayList<String>(word.length);
        for (byte value : word) {
            symbols.add(letters[Byte.toUnsignedInt(value)]);
        }
        symbols.set(symbols.size() - 1, symbols.getLast() + WORD_END);
        for (int best = best(symbols); best >= 0; best = best(symbols)) {
            merge(symbols, new Pair(symbols.get(best), symbols.get(best + 1)));
        }
        symbols.forEach(symbol -> ids.add(require(symbol)));
    }

    /** Where the first pair that was learnt earliest begins; -1 if no pair was learnt. */
    private int best(List<String> symbols) {
        int best = -1;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < symbols.size(); i++) {
            int rank = ranks.getOrDefault(new Pair(symbols.get(i), symbols.get(i + 1)), Integer.MAX_VALUE);
            if (rank < bestRank) {
                best = i;
                bestRank = rank;
            }
        }
        return best;
    }

    /** Joins every occurrence of a pair, from left to right. */
    private static void merge(List<String> symbols, Pair pair) {
        int kept = 0;
        for (int i = 0; i < symbols.size(); kept++) {
            boolean isPair = i + 1 < symbols.size()
                    && symbols.get(i).equals(pair.first())
                    && symbols.get(i + 1).equals(pair.second());
            symbols.set(kept, isPair ? pair.first() + pair.second() : symbols.get(i));
            i += isPair ? 2 : 1;
        }
        symbols.subList(kept, symbols.size()).clear();
    }
}
