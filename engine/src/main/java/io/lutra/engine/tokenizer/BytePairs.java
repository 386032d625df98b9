package io.lutra.engine.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

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
        var symbols = new String[word.length];
        for (int i = 0; i < word.length; i++) {
            symbols[i] = letters[Byte.toUnsignedInt(word[i])];
        }
        symbols[word.length - 1] += WORD_END;
        new Joining(symbols).tokens(ids);
    }

    /** Two neighbours that can be joined: where they begin, and what they are joined to. */
    private record Candidate(int rank, int at, String joined) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            return rank != other.rank ? Integer.compare(rank, other.rank) : Integer.compare(at, other.at);
        }
    }

    /* Implementation note. The pair that was learnt first is joined first, from left to right. A join makes only pairs that
     * were learnt later, so a heap gives the same order as searching the whole word again after every join; a word of n bytes
     * takes n log n steps instead of n². Candidates whose symbols were joined with others meanwhile are recognised by their
     * length and passed over. */
    private final class Joining {
        private final String[] symbols;
        private final int[] before;
        private final int[] after;
        private final PriorityQueue<Candidate> candidates = new PriorityQueue<>();

        Joining(String[] symbols) {
            this.symbols = symbols;
            before = new int[symbols.length];
            after = new int[symbols.length];
            for (int i = 0; i < symbols.length; i++) {
                before[i] = i - 1;
                after[i] = i + 1;
            }
            for (int i = 0; i < symbols.length; i++) {
                propose(i);
            }
        }

        private void propose(int at) {
            if (at < 0 || after[at] == symbols.length) {
                return;
            }
            var pair = new Pair(symbols[at], symbols[after[at]]);
            Integer rank = ranks.get(pair);
            if (rank != null) {
                candidates.add(new Candidate(rank, at, pair.first() + pair.second()));
            }
        }

        void tokens(List<Integer> ids) {
            for (var best = candidates.poll(); best != null; best = candidates.poll()) {
                if (isCurrent(best)) {
                    join(best);
                }
            }
            for (int i = 0; i < symbols.length; i = after[i]) {
                ids.add(require(symbols[i]));
            }
        }

        /** Whether the symbols there still make what the candidate makes; a joined symbol is empty. */
        private boolean isCurrent(Candidate candidate) {
            int second = after[candidate.at];
            return second < symbols.length
                    && !symbols[candidate.at].isEmpty()
                    && symbols[candidate.at].length() + symbols[second].length() == candidate.joined.length();
        }

        private void join(Candidate candidate) {
            int second = after[candidate.at];
            symbols[candidate.at] = candidate.joined;
            symbols[second] = "";
            after[candidate.at] = after[second];
            if (after[second] < symbols.length) {
                before[after[second]] = candidate.at;
            }
            propose(before[candidate.at]);
            propose(candidate.at);
        }
    }
}
