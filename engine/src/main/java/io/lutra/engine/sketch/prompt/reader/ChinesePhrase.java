package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Look.Trait;
import io.lutra.engine.sketch.prompt.lexicon.Sense;
import io.lutra.engine.sketch.prompt.lexicon.Sense.Grammar.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one Chinese noun phrase: number, measure word, adjectives, nouns; the last noun is the head. */
final class ChinesePhrase {
    private final Draft draft;
    private final List<Chunk> chunks;

    /** Index of the first chunk after the phrase. */
    int end;
    /** The number said so far. */
    @Nullable
    Count count;
    /** What the adjectives say so far. */
    Look look = Look.UNSAID;
    /** The head, once it has come. */
    @Nullable
    Chunk head;
    /** Whether the phrase ends in "background". */
    boolean background;

    private ChinesePhrase(Draft draft, List<Chunk> chunks, int from) {
        this.draft = draft;
        this.chunks = chunks;
        this.end = from;
    }

    /** Reads as far as the phrase goes; it may end before its head, at a relative clause. */
    static ChinesePhrase read(Draft draft, List<Chunk> chunks, int from) {
        var phrase = new ChinesePhrase(draft, chunks, from);
        while (phrase.end < chunks.size() && phrase.take(chunks.get(phrase.end))) {
            phrase.end++;
        }
        return phrase;
    }

    private boolean take(Chunk chunk) {
        if (chunk.is(Role.BACKGROUND)) {
            background = true;
            end++;
            return false;
        }
        if (head != null) {
            return compound(chunk);
        }
        if (chunk.has(Sense.Quantity.class)) {
            count = chunk.sense(Sense.Quantity.class).orElseThrow().count();
            return true;
        }
        if (chunk.has(Sense.Measure.class) && (count != null || !isNounLike(chunk))) {
            chunk.sense(Sense.Measure.class).flatMap(Sense.Measure::count).ifPresent(many -> count = many);
            return true;
        }
        if (chunk.is(Role.OF) || chunk.is(Role.THE) || (chunk.is(Role.NOISE) && !isNounLike(chunk))) {
            return true;
        }
        if (chunk.has(Sense.Adjective.class) && !(chunk.has(Sense.Noun.class) && !goesOn(end + 1))) {
            look = look.plus(chunk.sense(Sense.Adjective.class).orElseThrow().look());
            return true;
        }
        if (chunk.has(Sense.Styling.class) || chunk.has(Sense.Feeling.class) || chunk.has(Sense.Shot.class)) {
            chunk.senses().forEach(draft::add);
            return true;
        }
        if (chunk.has(Sense.Link.class) || chunk.has(Sense.Verb.class)) {
            return false;
        }
        if (chunk.has(Sense.Ambience.class)) {
            draft.add(chunk.sense(Sense.Ambience.class).orElseThrow());
            return true;
        }
        if (isNounLike(chunk)) {
            head = chunk;
            return true;
        }
        return false;
    }

    /** A noun right after the head is the head instead: 机器人猫 is a cat. */
    private boolean compound(Chunk chunk) {
        if (head == null
                || !head.has(Sense.Noun.class)
                || !chunk.has(Sense.Noun.class)
                || chunk.has(Sense.Link.class)
                || chunk.has(Sense.Verb.class)) {
            return false;
        }
        if (head.text().equals("机器人")) {
            look = look.plus(Look.of(Set.of(Trait.ROBOTIC)));
        }
        head.sense(Sense.Place.class).ifPresent(place -> draft.place(place.scene()));
        head = chunk;
        return true;
    }

    private boolean goesOn(int index) {
        return index < chunks.size()
                && (isNounLike(chunks.get(index))
                        || chunks.get(index).has(Sense.Adjective.class)
                        || chunks.get(index).is(Role.OF)
                        || chunks.get(index).is(Role.BACKGROUND));
    }

    private static boolean isNounLike(Chunk chunk) {
        return chunk.has(Sense.Noun.class) || chunk.has(Sense.Place.class) || chunk.has(Sense.Part.class);
    }

    /** The thing that the head names, if it names one. */
    Optional<SubjectDraft> subject() {
        return Optional.ofNullable(head)
                .flatMap(noun -> noun.sense(Sense.Noun.class).map(sense -> {
                    var subject = new SubjectDraft(noun.text(), sense.candidates(), count == null ? Count.ONE : count);
                    subject.add(sense.look());
                    subject.add(look);
                    subject.worn.addAll(sense.worn());
                    subject.held.addAll(sense.held());
                    return subject;
                }));
    }

    /** The place that the head names. */
    Optional<Sense.Place> place() {
        return Optional.ofNullable(head).flatMap(noun -> noun.sense(Sense.Place.class));
    }
}
