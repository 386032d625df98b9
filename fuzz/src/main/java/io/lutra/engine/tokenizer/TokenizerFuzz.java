package io.lutra.engine.tokenizer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads anything as a prompt, for CLIP and for BERT: bytes as UTF-8, and as UTF-16 with halves of characters in it; and
 * repeated to the longest prompt that the API takes.
 */
public final class TokenizerFuzz {
    private static final int CLIP_TOKENS = 49_408;
    private static final int BERT_TOKENS = 30_522;
    private static final int MOST = 77;
    private static final int LONGEST_PROMPT = 32_000;

    private static final ClipTokenizer CLIP = ClipTokenizer.published(CLIP_TOKENS, ClipTokenizer.Padding.END);
    private static final WordPieceTokenizer BERT =
            WordPieceTokenizer.load(Path.of(System.getProperty("lutra.root", "."), "models/minilm/tokenizer.json"));

    private TokenizerFuzz() {}

    /** Attacks; the first byte decides how often the text is repeated. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        boolean repeated = input[0] % 16 == 0;
        var rest = Arrays.copyOfRange(input, 1, input.length);
        attack(new String(rest, StandardCharsets.UTF_8), repeated);
        attack(ByteBuffer.wrap(rest).asCharBuffer().toString(), repeated);
    }

    private static void attack(String text, boolean repeated) {
        var prompt = repeated && !text.isEmpty() ? text.repeat(LONGEST_PROMPT / text.length()) : text;
        var clip = CLIP.encodePadded(prompt, MOST);
        require(clip.length == MOST && clip[0] == CLIP_TOKENS - 2 && within(clip, CLIP_TOKENS), clip);
        var bert = BERT.encode(prompt, MOST);
        require(bert.length >= 2 && bert.length <= MOST && within(bert, BERT_TOKENS), bert);
    }

    private static boolean within(int[] tokens, int vocabulary) {
        return Arrays.stream(tokens).allMatch(token -> token >= 0 && token < vocabulary);
    }

    private static void require(boolean holds, int[] tokens) {
        if (!holds) {
            throw new IllegalStateException(Arrays.toString(tokens));
        }
    }
}
