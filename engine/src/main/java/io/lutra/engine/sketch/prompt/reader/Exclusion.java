package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.lexicon.Lexicon;
import io.lutra.engine.sketch.prompt.lexicon.Sense;
import io.lutra.engine.sketch.prompt.lexicon.Sense.Grammar.Role;
import java.util.List;

/** Reads what must not be in the picture: "no people", "without a hat or glasses", a negative prompt. */
final class Exclusion {
    private final Lexicon lexicon;
    private final Draft draft;

    Exclusion(Lexicon lexicon, Draft draft) {
        this.lexicon = lexicon;
        this.draft = draft;
    }

    /** Reads the list that begins at {@code from}, after the word of negation; returns the index behind it. */
    int list(List<Chunk> chunks, int from) {
        int at = from;
        while (at < chunks.size()) {
            while (at < chunks.size() && isPassedOver(chunks.get(at))) {
                at++;
            }
            int end = phrase(chunks, at);
            boolean goesOn = end > at && end < chunks.size() && chunks.get(end).is(Role.AND);
            at = end;
            if (!goesOn || (at + 1 < chunks.size() && chunks.get(at + 1).isArticle())) {
                return at;
            }
            at++;
        }
        return at;
    }

    /** Reads a text of which everything is excluded. */
    void all(List<Chunk> chunks) {
        int at = 0;
        while (at < chunks.size()) {
            at = Math.max(at + 1, phrase(chunks, at));
        }
    }

    private static boolean isPassedOver(Chunk chunk) {
        return (chunk.isFiniteVerb() && !chunk.has(Sense.Noun.class)) || chunk.is(Role.THE) || chunk.isArticle();
    }

    private int phrase(List<Chunk> chunks, int from) {
        if (from >= chunks.size()) {
            return from;
        }
        if (chunks.get(from).is(Role.BACKGROUND)) {
            draft.place(Scene.PLAIN);
            return from + 1;
        }
        var guess = new Guess(lexicon, Nearness.NONE);
        var phrase = NounPhrases.read(lexicon, guess, new Draft(), chunks, from, "", true);
        for (var chunk : chunks.subList(from, phrase.end())) {
            if (!chunk.isBreak() && !chunk.isArticle() && !chunk.is(Role.THE)) {
                draft.excludedWords.add(lexicon.singular(chunk.text()));
            }
        }
        phrase.subject().ifPresent(this::concepts);
        if (phrase.isLookOnly()) {
            draft.excludedColours.addAll(phrase.look().colours());
        }
        return phrase.end();
    }

    private void concepts(SubjectDraft subject) {
        double best = subject.candidates.getFirst().score();
        subject.candidates.stream()
                .filter(candidate -> candidate.score() > best - 0.3)
                .map(Candidate::concept)
                .forEach(draft.excludedConcepts::add);
        if (lexicon.isPerson(subject.concept()) && isAnyone(subject.words)) {
            lexicon.persons().forEach(draft.excludedConcepts::add);
        }
    }

    private boolean isAnyone(String words) {
        return List.of("person", "human", "someone", "figure", "人", "人物", "人类", "人们", "人群")
                .contains(lexicon.singular(words));
    }
}
