package io.lutra.engine.tokenizer;

import io.lutra.engine.EngineException.BadWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * BERT's tokenizer for text without case: words are cut greedily into the longest pieces of a vocabulary (Wu et al.,
 * arXiv:1609.08144). Equal to the Rust implementation of Hugging Face tokenizers on the same {@code tokenizer.json}.
 *
 * <p>Special tokens that stand in the text, such as {@code [MASK]}, are recognised, as there.
 */
public final class WordPieceTokenizer {
    private static final String CONTINUATION = "##";
    private static final int MAX_WORD_CHARACTERS = 100;

    private final Map<String, Integer> vocabulary;
    private final Map<String, Integer> specials;
    private final Pattern special;
    private final int unknown;
    private final int start;
    private final int end;
    private final int longestPiece;

    private WordPieceTokenizer(Map<String, Integer> vocabulary, Map<String, Integer> specials) {
        this.vocabulary = vocabulary;
        this.specials = specials;
        special = Pattern.compile(specials.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|")));
        unknown = require("[UNK]");
        start = require("[CLS]");
        end = require("[SEP]");
        longestPiece =
                vocabulary.keySet().stream().mapToInt(String::length).max().orElseThrow();
    }

    private int require(String token) {
        return Optional.ofNullable(vocabulary.get(token))
                .orElseThrow(() -> new IllegalArgumentException("the vocabulary has no " + token));
    }

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @throws BadWeights if the file is missing, malformed, or describes another kind of tokenizer
     */
    public static WordPieceTokenizer load(Path path) {
        try {
            return parse(JsonMapper.shared().readTree(Files.readAllBytes(path)));
        } catch (IOException | JacksonException | IllegalArgumentException unusable) {
            throw new BadWeights(
                    "tokenizer " + path + " cannot be used (" + unusable.getMessage()
                            + "); restore the file from the release",
                    unusable);
        }
    }

    private static WordPieceTokenizer parse(JsonNode root) {
        var model = root.path("model");
        var normalizer = root.path("normalizer");
        require(model, "type", "WordPiece");
        require(model, "continuing_subword_prefix", CONTINUATION);
        require(model, "max_input_chars_per_word", Integer.toString(MAX_WORD_CHARACTERS));
        require(normalizer, "type", "BertNormalizer");
        require(normalizer, "lowercase", "true");
        require(normalizer, "clean_text", "true");
        require(normalizer, "handle_chinese_chars", "true");
        require(root.path("pre_tokenizer"), "type", "BertPreTokenizer");
        var vocabulary = new HashMap<String, Integer>();
        model.path("vocab")
                .properties()
                .forEach(
                        entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt()));
        var specials = new HashMap<String, Integer>();
        for (var token : root.path("added_tokens")) {
            specials.put(token.path("content").asString(), token.path("id").asInt());
        }
        if (specials.isEmpty()) {
            throw new IllegalArgumentException("it has no added_tokens");
        }
        return new WordPieceTokenizer(vocabulary, specials);
    }

    private static void require(JsonNode node, String field, String expected) {
        String actual = node.path(field).asString("");
        if (!actual.equals(expected)) {
            throw new IllegalArgumentException("its " + field + " is \"" + actual + "\", not \"" + expected + "\"");
        }
    }

    /**
     * The tokens of a text, between a start and an end token.
     *
     * @param maxTokens the most tokens to answer, start and end included; what is beyond is cut off. 2 or more
     */
    public int[] encode(String text, int maxTokens) {
        if (maxTokens < 2) {
            throw new IllegalArgumentException("maxTokens must be 2 or more, but is " + maxTokens);
        }
        var tokens = new Tokens(maxTokens - 1);
        tokens.add(start);
        var matcher = special.matcher(text);
        int from = 0;
        while (!tokens.isFull() && matcher.find()) {
            addWords(text.substring(from, matcher.start()), tokens);
            tokens.add(specials.getOrDefault(matcher.group(), unknown));
            from = matcher.end();
        }
        if (!tokens.isFull()) {
            addWords(text.substring(from), tokens);
        }
        return tokens.endedBy(end);
    }

    private void addWords(String text, Tokens tokens) {
        for (String word : BertNormalizer.words(text)) {
            if (tokens.isFull()) {
                return;
            }
            addPieces(word, tokens);
        }
    }

    private void addPieces(String word, Tokens tokens) {
        if (word.codePointCount(0, word.length()) > MAX_WORD_CHARACTERS) {
            tokens.add(unknown);
            return;
        }
        var pieces = new Tokens(word.length());
        for (int from = 0; from < word.length(); ) {
            int to = Math.min(word.length(), from + longestPiece);
            Integer piece = piece(word, from, to);
            while (piece == null && to > from + 1) {
                to--;
                piece = piece(word, from, to);
            }
            if (piece == null) {
                tokens.add(unknown);
                return;
            }
            pieces.add(piece);
            from = to;
        }
        pieces.copyTo(tokens);
    }

    private @Nullable Integer piece(String word, int from, int to) {
        String part = word.substring(from, to);
        return vocabulary.get(from == 0 ? part : CONTINUATION + part);
    }

    /** A list of numbers that takes no more than it has room for. */
    private static final class Tokens {
        private final int capacity;
        private int[] ids = new int[16];
        private int size;

        Tokens(int capacity) {
            this.capacity = capacity;
        }

        boolean isFull() {
            return size >= capacity;
        }

        void add(int id) {
            if (!isFull()) {
                if (size == ids.length) {
                    ids = Arrays.copyOf(ids, 2 * size);
                }
                ids[size++] = id;
            }
        }

        void copyTo(Tokens other) {
            for (int i = 0; i < size; i++) {
                other.add(ids[i]);
            }
        }

        int[] endedBy(int id) {
            var ended = Arrays.copyOf(ids, size + 1);
            ended[size] = id;
            return ended;
        }
    }
}
