package io.lutra.engine.tokenizer;

import io.lutra.engine.EngineException.BadWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * CLIP's tokenizer: byte pair encoding of lower-cased words (Sennrich et al., arXiv:1508.07909; Radford et al.,
 * arXiv:2103.00020). Equal to the Rust implementation of Hugging Face tokenizers, which current pipelines run; so text is
 * not repaired (no ftfy) and HTML entities stay what they are, unlike in OpenAI's original.
 */
public final class ClipTokenizer {
    private static final String START = "<|startoftext|>";
    private static final String END = "<|endoftext|>";
    private static final Pattern WORD = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private final BytePairs pairs;
    private final Specials raw;
    private final Specials normalized;
    private final int start;
    private final int end;
    private final int padding;

    /** Tokens that are recognised in the text as they stand. */
    private record Specials(Map<String, Integer> tokens, Pattern pattern) {
        static Specials of(Map<String, Integer> tokens) {
            var alternatives = tokens.keySet().stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"));
            return new Specials(tokens, Pattern.compile(alternatives.isEmpty() ? "(?!)" : alternatives));
        }
    }

    private ClipTokenizer(BytePairs pairs, Specials raw, Specials normalized, int padding) {
        this.pairs = pairs;
        this.raw = raw;
        this.normalized = normalized;
        this.padding = padding;
        start = pairs.require(START);
        end = pairs.require(END);
    }

    /**
     * Reads a tokenizer directory of a diffusers model.
     *
     * @param directory with {@code vocab.json}, {@code merges.txt} and {@code tokenizer_config.json}
     * @throws BadWeights if a file is missing or malformed
     */
    public static ClipTokenizer load(Path directory) {
        try {
            var vocabulary = new HashMap<String, Integer>();
            json(directory, "vocab.json")
                    .properties()
                    .forEach(entry ->
                            vocabulary.put(entry.getKey(), entry.getValue().asInt()));
            var pairs = BytePairs.of(vocabulary, Files.readAllLines(directory.resolve("merges.txt")));
            var config = json(directory, "tokenizer_config.json");
            var raw = new LinkedHashMap<String, Integer>();
            for (var added : config.path("added_tokens_decoder").properties()) {
                if (!added.getValue().path("normalized").asBoolean(true)) {
                    raw.put(added.getValue().path("content").asString(), Integer.parseInt(added.getKey()));
                }
            }
            var normalized = Map.of(START, pairs.require(START), END, pairs.require(END));
            String filler = content(config.path("pad_token"));
            int padding = pairs.require(filler);
            if (!filler.equals(END)) {
                raw.putIfAbsent(filler, padding); // as old configurations have it, which list no special tokens
            }
            return new ClipTokenizer(pairs, Specials.of(raw), Specials.of(normalized), padding);
        } catch (IOException | JacksonException | IllegalArgumentException unusable) {
            throw new BadWeights(
                    "tokenizer " + directory + " cannot be used (" + unusable.getMessage()
                            + "); fetch the model's tokenizer files again",
                    unusable);
        }
    }

    /** What rows are filled up with. */
    public enum Padding {
        /** The token that ends a text. */
        END,
        /** Token 0. */
        ZERO
    }

    /**
     * The tokenizer of OpenAI's CLIP, for models that come without their own: every published Stable Diffusion model uses it.
     *
     * @param vocabulary how many tokens the model knows: 49408, or less for the first merges alone
     * @throws BadWeights if no tokenizer has that many
     */
    public static ClipTokenizer published(int vocabulary, Padding padding) {
        var merges = PublishedMerges.read();
        int used = vocabulary - BytePairs.SINGLES - 2;
        if (used < 0 || used > merges.size()) {
            throw new BadWeights("a text encoder of %d tokens is not CLIP's, which has %d"
                    .formatted(vocabulary, BytePairs.SINGLES + merges.size() + 2));
        }
        var tokens = BytePairs.vocabulary(merges.subList(0, used));
        tokens.put(START, vocabulary - 2);
        tokens.put(END, vocabulary - 1);
        var specials = Specials.of(Map.of(START, vocabulary - 2, END, vocabulary - 1));
        return new ClipTokenizer(
                BytePairs.of(tokens, merges.subList(0, used)),
                // Token 0 is "!", and where it fills rows up, it is one of the tokens that are read as they stand.
                Specials.of(padding == Padding.ZERO ? Map.of("!", 0) : Map.of()),
                specials,
                padding == Padding.ZERO ? 0 : vocabulary - 1);
    }

    private static JsonNode json(Path directory, String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(directory.resolve(name)));
    }

    /** A token is written as text or as an object with its text. */
    private static String content(JsonNode token) {
        return token.isString() ? token.stringValue() : token.path("content").asString(END);
    }

    /** The token that fills rows up. */
    public int padding() {
        return padding;
    }

    /** The token that ends a text. */
    public int end() {
        return end;
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
        var ids = new ArrayList<Integer>();
        ids.add(start);
        split(text, raw, ids, part -> split(normalize(part), normalized, ids, words -> addWords(words, ids)));
        var cut = new ArrayList<>(ids.subList(0, Math.min(ids.size(), maxTokens - 1)));
        cut.add(end);
        return cut.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The tokens of a text, filled up to exactly {@code length}. */
    public int[] encodePadded(String text, int length) {
        int[] tokens = encode(text, length);
        int[] padded = Arrays.copyOf(tokens, length);
        Arrays.fill(padded, tokens.length, length, padding);
        return padded;
    }

    /** What a part between special tokens is given to. */
    private interface PartConsumer {
        void accept(String part);
    }

    private static void split(String text, Specials specials, List<Integer> ids, PartConsumer between) {
        var matcher = specials.pattern().matcher(text);
        int from = 0;
        while (matcher.find()) {
            between.accept(text.substring(from, matcher.start()));
            Optional.ofNullable(specials.tokens().get(matcher.group())).ifPresent(ids::add);
            from = matcher.end();
        }
        between.accept(text.substring(from));
    }

    private void addWords(String text, List<Integer> ids) {
        var matcher = WORD.matcher(text);
        while (matcher.find()) {
            pairs.encode(matcher.group().getBytes(StandardCharsets.UTF_8), ids);
        }
    }

    /** Composed, lower case character by character, with single spaces. */
    private static String normalize(String text) {
        var lower = new StringBuilder(text.length());
        SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll(" ")
                .codePoints()
                .forEach(character -> {
                    if (character == 0x130) { // the one character whose lower case is two, in Unicode's own tables
                        lower.append("i\u0307");
                    } else {
                        lower.appendCodePoint(Character.toLowerCase(character));
                    }
                });
        return lower.toString();
    }
}
