package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Concept;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.lexicon.Hints;
import io.lutra.engine.sketch.prompt.lexicon.Lexicon;
import io.lutra.engine.sketch.prompt.lexicon.Token;
import java.util.List;

/**
 * Reads prompts, English and Chinese, of any length and any content; what it does not know it passes over. Immutable, safe to
 * share; the same prompt always gives an equal idea.
 */
public final class PromptReader {
    private final Lexicon lexicon;
    private final Guess guess;
    private final Chunker chunker;
    private final Hints hints = new Hints();

    /**
     * A reader for a library of these concepts.
     *
     * @param nearness finds concepts for words that no table knows; {@link Nearness#NONE} to do without
     */
    public PromptReader(List<Concept> concepts, Nearness nearness) {
        lexicon = new Lexicon(concepts);
        guess = new Guess(lexicon, nearness);
        chunker = new Chunker(lexicon);
    }

    /** What the prompt asks for; nothing is excluded but what it excludes itself. */
    public Idea read(String prompt) {
        return read(prompt, "");
    }

    /**
     * What the prompt asks for.
     *
     * @param negativePrompt what must not be in the picture; may be empty
     */
    public Idea read(String prompt, String negativePrompt) {
        var draft = new Draft();
        var chunks = chunker.chunks(lexicon.tokens(prompt));
        if (isChinese(chunks)) {
            new ChineseReader(lexicon, guess, draft, chunks).read();
        } else {
            new EnglishReader(lexicon, guess, draft, chunks).read();
        }
        if (draft.isBlank() && !prompt.isBlank()) {
            guess.lastResort(headOf(prompt))
                    .ifPresent(noun -> draft.add(new SubjectDraft(prompt.strip(), noun.candidates(), Count.ONE)));
        }
        hints.in(prompt).forEach(draft::hint);
        new Exclusion(lexicon, draft).all(chunker.chunks(lexicon.tokens(negativePrompt)));
        return draft.idea();
    }

    /** As much of a prompt as the encoder looks at. */
    private static String headOf(String prompt) {
        return prompt.substring(0, Math.min(prompt.length(), 1000));
    }

    private static boolean isChinese(List<Chunk> chunks) {
        long chinese = count(chunks, Token.Kind.HAN);
        return chinese > 0 && chinese >= count(chunks, Token.Kind.WORD);
    }

    private static long count(List<Chunk> chunks, Token.Kind kind) {
        return chunks.stream().filter(chunk -> chunk.kind() == kind).count();
    }
}
