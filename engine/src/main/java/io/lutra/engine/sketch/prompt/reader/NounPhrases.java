package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Look.Trait;
import io.lutra.engine.sketch.prompt.lexicon.Lexicon;
import io.lutra.engine.sketch.prompt.lexicon.Sense;
import io.lutra.engine.sketch.prompt.lexicon.Sense.Grammar.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one English noun phrase: article, number, adjectives, nouns; the last noun is the head. */
final class NounPhrases {
    private static final Count ABOUT_THREE = new Count(3, false);

    private static final Set<String> ADVERBS =
            Set.of("underwater", "undersea", "outdoors", "outside", "indoors", "inside", "downtown");

    private final Lexicon lexicon;
    private final Guess guess;
    private final Draft draft;
    private final List<Chunk> chunks;

    private int at;
    private @Nullable Count count;
    private Look look = Look.UNSAID;
    private boolean article;
    private boolean endsInNoise;
    private boolean expected;
    private boolean definite;
    private boolean background;
    private @Nullable Chunk head;
    /** The last adjective that may be a noun as well, for "a cyborg face", where the noun proper is a part. */
    private @Nullable Chunk nominal;

    private final List<Chunk> modifiers = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> verbObjects = new ArrayList<>();

    private NounPhrases(Lexicon lexicon, Guess guess, Draft draft, List<Chunk> chunks, int at) {
        this.lexicon = lexicon;
        this.guess = guess;
        this.draft = draft;
        this.chunks = chunks;
        this.at = at;
    }

    /**
     * Reads the phrase that begins at {@code from}.
     *
     * @param preposition the preposition before it, or an empty text
     * @param expected whether the words before ask for a noun
     * @return a phrase that ends after {@code from} or, if none begins there, at it
     */
    static NounPhrase read(
            Lexicon lexicon,
            Guess guess,
            Draft draft,
            List<Chunk> chunks,
            int from,
            String preposition,
            boolean expected) {
        var phrase = new NounPhrases(lexicon, guess, draft, chunks, from);
        phrase.expected = expected;
        while (phrase.at < chunks.size() && phrase.take(chunks.get(phrase.at))) {
            phrase.endsInNoise = isNoise(chunks.get(phrase.at));
            phrase.at++;
        }
        return phrase.finish(preposition);
    }

    /** Takes in one chunk, or returns that the phrase has ended before it. */
    private boolean take(Chunk chunk) {
        if (chunk.isBreak()) {
            return head == null && isListing() && has(next(1), Sense.Adjective.class);
        }
        if (isNoise(chunk)) {
            return true;
        }
        if (chunk.has(Sense.Grammar.class) && !chunk.has(Sense.Noun.class)) {
            return grammar(chunk);
        }
        if (chunk.has(Sense.Quantity.class)) {
            return number(chunk.sense(Sense.Quantity.class).orElseThrow());
        }
        if (chunk.has(Sense.Measure.class)) {
            return measure(chunk.sense(Sense.Measure.class).orElseThrow(), chunk);
        }
        if (chunk.has(Sense.Link.class) || chunk.has(Sense.Position.class)) {
            return false;
        }
        if (chunk.has(Sense.Verb.class) && isVerbHere(chunk)) {
            return verb(chunk);
        }
        if (chunk.has(Sense.Ambience.class)) {
            return ambience(chunk);
        }
        if (chunk.has(Sense.Adjective.class) && isAdjectiveHere(chunk)) {
            if (head != null) {
                return false;
            }
            look = look.plus(chunk.sense(Sense.Adjective.class).orElseThrow().look());
            nominal = chunk.has(Sense.Noun.class) ? chunk : nominal;
            return true;
        }
        if (isStyle(chunk)) {
            chunk.senses().forEach(draft::add);
            return true;
        }
        return noun(chunk);
    }

    private boolean noun(Chunk chunk) {
        if (chunk.has(Sense.Noun.class) || chunk.has(Sense.Place.class) || chunk.has(Sense.Part.class)) {
            if (head != null && isAdverb(chunk)) {
                return false;
            }
            if (head != null) {
                modifiers.add(head);
            }
            head = chunk;
            unknown.clear();
            return true;
        }
        if (chunk.isUnknown()) {
            unknown.add(chunk.text());
            return true;
        }
        return false;
    }

    /** Whether a place is said with its preposition: "under the sea", "outdoors". */
    private boolean isAdverb(Chunk chunk) {
        var text = chunk.text();
        int blank = text.indexOf(' ');
        var first = blank < 0 ? text : text.substring(0, blank);
        return chunk.has(Sense.Place.class)
                && (ADVERBS.contains(first) || lexicon.senses(first).stream().anyMatch(Sense.Link.class::isInstance));
    }

    private static boolean isNoise(Chunk chunk) {
        return chunk.is(Role.NOISE) && !chunk.has(Sense.Noun.class);
    }

    private boolean isListing() {
        return article || !look.equals(Look.UNSAID);
    }

    private boolean grammar(Chunk chunk) {
        if (chunk.is(Role.THE)) {
            boolean begins = isBlank();
            definite |= begins;
            return begins;
        }
        if (chunk.is(Role.AND)) {
            return head == null
                    && has(next(-1), Sense.Adjective.class)
                    && has(next(1), Sense.Adjective.class)
                    && isAdjectiveAt(at + 1);
        }
        if (chunk.is(Role.OF)) {
            var before = next(-1);
            return head == null
                    && before != null
                    && (isStyle(before) || before.has(Sense.Measure.class) || before.is(Role.NOISE));
        }
        if (chunk.is(Role.BACKGROUND)) {
            background = true;
            at++;
        }
        return false;
    }

    private boolean number(Sense.Quantity number) {
        boolean late = number.article() ? !isBlank() : count != null && !article;
        if (head != null || late) {
            return false;
        }
        article = number.article();
        count = number.count();
        return true;
    }

    private boolean measure(Sense.Measure measure, Chunk chunk) {
        var following = next(1);
        boolean measures = chunk.text().endsWith(" of") || (following != null && following.is(Role.OF));
        if (head != null || !measures) {
            return head == null && noun(chunk);
        }
        measure.count().ifPresent(many -> count = many);
        draft.place(measure.scene());
        return true;
    }

    /** Whether a chunk that may be a verb is one here: by its form and by what stands before it. */
    private boolean isVerbHere(Chunk chunk) {
        boolean nominal = chunk.has(Sense.Noun.class);
        if (head == null) {
            return !nominal || (chunk.isFiniteVerb() && !article && !expected && count == null);
        }
        return !nominal || chunk.isFiniteVerb() || head.plural() || (count != null && count.number() > 1);
    }

    /** A verb ends the phrase, unless it stands as an adjective: "a dancing bear". */
    private boolean verb(Chunk chunk) {
        var following = next(1);
        boolean before = following != null && following.continuesPhrase() && !following.isArticle();
        var verb = chunk.sense(Sense.Verb.class).orElseThrow();
        boolean modifies = head == null
                && before
                && (isModified() || chunk.has(Sense.Adjective.class) || verb.act() == Sense.Verb.Act.NONE);
        if (modifies) {
            chunk.sense(Sense.Adjective.class).ifPresent(adjective -> look = look.plus(adjective.look()));
            look = look.plus(Look.of(verb.traits()));
            if (!verb.object().isEmpty() && verb.act() == Sense.Verb.Act.HOLD) {
                verbObjects.add(verb.object());
            }
            return true;
        }
        if (head == null && chunk.has(Sense.Adjective.class)) {
            look = look.plus(chunk.sense(Sense.Adjective.class).orElseThrow().look());
            return true;
        }
        return head == null && isModified() && isStyle(chunk) && addStyles(chunk);
    }

    private boolean addStyles(Chunk chunk) {
        chunk.senses().forEach(draft::add);
        return true;
    }

    private boolean isModified() {
        return article || definite || count != null || !look.equals(Look.UNSAID) || !unknown.isEmpty();
    }

    private boolean isBlank() {
        return head == null && count == null && look.equals(Look.UNSAID) && unknown.isEmpty();
    }

    private boolean ambience(Chunk chunk) {
        if (head != null) {
            return false;
        }
        draft.add(chunk.sense(Sense.Ambience.class).orElseThrow());
        return true;
    }

    private boolean isAdjectiveAt(int index) {
        return index < chunks.size() && !(chunks.get(index).has(Sense.Noun.class) && !continuesAt(index + 1));
    }

    /** "Orange" is a colour before a noun and a fruit without one. */
    private boolean isAdjectiveHere(Chunk chunk) {
        if (!chunk.has(Sense.Noun.class)) {
            return true;
        }
        return head == null && continuesAt(at + 1);
    }

    private boolean continuesAt(int index) {
        for (int i = index; i < chunks.size(); i++) {
            var chunk = chunks.get(i);
            if (chunk.is(Role.AND)) {
                return i + 1 < chunks.size() && chunks.get(i + 1).has(Sense.Adjective.class) && continuesAt(i + 2);
            }
            if (chunk.is(Role.BACKGROUND)) {
                return true;
            }
            if (!chunk.is(Role.NOISE) && !isStyle(chunk)) {
                return chunk.continuesPhrase() && !chunk.isFiniteVerb();
            }
        }
        return false;
    }

    private NounPhrase finish(String preposition) {
        var place = Optional.<Sense.Place>empty();
        var part = Optional.<Sense.Part>empty();
        var subject = Optional.<SubjectDraft>empty();
        boolean plural = false;
        seeTheBeast();
        if (head != null && nominal != null && !head.has(Sense.Noun.class) && !head.has(Sense.Place.class)) {
            head = nominal;
        }
        if (head == null) {
            subject = unknown.isEmpty() || background ? Optional.empty() : guessed();
        } else {
            plural = head.plural();
            place = head.sense(Sense.Place.class)
                    .filter(p -> p.after().isEmpty() || p.after().contains(preposition));
            part = head.sense(Sense.Part.class);
            var noun = nounSense(head);
            if (noun.isPresent() && !background) {
                subject = Optional.of(drafted(noun.get()));
            }
        }
        modifiers.forEach(this::settle);
        if (background) {
            place.ifPresent(p -> draft.place(p.scene()));
        }
        boolean understood = head != null || subject.isPresent() || (unknown.isEmpty() && !endsInNoise);
        return new NounPhrase(at, subject, look, place, part, background, definite, plural, understood);
    }

    /** A place that stands before the head still says where: "a space cat". */
    private void settle(Chunk modifier) {
        modifier.sense(Sense.Place.class)
                .filter(place -> place.after().isEmpty() && !modifier.has(Sense.Noun.class))
                .ifPresent(place -> draft.place(place.scene()));
    }

    /** With a number above one, "books" are books; without, they are a pile. */
    private Optional<Sense.Noun> nounSense(Chunk chunk) {
        var nouns = chunk.senses().stream()
                .filter(Sense.Noun.class::isInstance)
                .map(Sense.Noun.class::cast)
                .toList();
        if (nouns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(count != null && count.number() > 1 ? nouns.getLast() : nouns.getFirst());
    }

    private SubjectDraft drafted(Sense.Noun noun) {
        var chunk = Objects.requireNonNull(head);
        boolean wholeAsWritten = chunk.plural()
                && (lexicon.senses(chunk.text()).stream().anyMatch(Sense.Noun.class::isInstance)
                        || lexicon.wornAt(noun.candidates().getFirst().concept())
                                .isPresent());
        var number = count != null && !(article && chunk.plural() && !wholeAsWritten)
                ? count
                : chunk.plural() && !wholeAsWritten ? ABOUT_THREE : Count.ONE;
        var subject = new SubjectDraft(chunk.text(), noun.candidates(), number);
        subject.add(noun.look());
        subject.add(look);
        subject.worn.addAll(noun.worn());
        subject.held.addAll(noun.held());
        verbObjects.forEach(object -> guess.named(object).ifPresent(thing -> subject.held.add(thing)));
        modifiers.forEach(modifier -> modify(subject, modifier));
        return subject;
    }

    /** What a noun before the head says: "robot cat", "woman doctor", "astronaut cat". */
    private void modify(SubjectDraft subject, Chunk modifier) {
        var concept = modifier.sense(Sense.Noun.class)
                .map(noun -> noun.candidates().getFirst().concept())
                .orElse("");
        var role = lexicon.role(concept);
        if (role.isPresent() && lexicon.isAnimate(subject.concept())) {
            subject.worn.addAll(role.get().worn());
            subject.held.addAll(role.get().held());
            return;
        }
        switch (concept) {
            case "robot" -> subject.add(Look.of(Set.of(Trait.ROBOTIC)));
            case "baby" -> subject.add(Look.of(Set.of(Trait.BABY)));
            case "fire" -> subject.add(Look.of(EnumSet.of(Trait.BURNING)));
            case "ghost" -> subject.add(Look.of(Set.of(Trait.GHOSTLY)));
            case "woman", "girl" -> subject.prefer(c -> c.startsWith("woman"));
            case "man", "boy" -> subject.prefer(c -> c.startsWith("man"));
            default -> {}
        }
    }

    /** A "panda scientist" is a panda first: where a beast stands before a trade, the two change places. */
    private void seeTheBeast() {
        if (head == null || modifiers.isEmpty()) {
            return;
        }
        var last = modifiers.getLast();
        boolean trade = conceptOf(head).filter(c -> lexicon.role(c).isPresent()).isPresent();
        boolean beast = conceptOf(last)
                .filter(c -> lexicon.isAnimate(c) && !lexicon.isPerson(c))
                .isPresent();
        if (trade && beast) {
            modifiers.set(modifiers.size() - 1, head);
            head = last;
        }
    }

    private static Optional<String> conceptOf(Chunk chunk) {
        return chunk.sense(Sense.Noun.class)
                .map(noun -> noun.candidates().getFirst().concept());
    }

    private Optional<SubjectDraft> guessed() {
        return guess.meaning(String.join(" ", unknown)).map(noun -> {
            var subject =
                    new SubjectDraft(String.join(" ", unknown), noun.candidates(), count == null ? Count.ONE : count);
            subject.add(look);
            return subject;
        });
    }

    private static boolean isStyle(Chunk chunk) {
        return chunk.has(Sense.Styling.class) || chunk.has(Sense.Shot.class) || chunk.has(Sense.Feeling.class);
    }

    private static boolean has(@Nullable Chunk chunk, Class<? extends Sense> sense) {
        return chunk != null && chunk.has(sense);
    }

    private @Nullable Chunk next(int distance) {
        int index = at + distance;
        return index >= 0 && index < chunks.size() ? chunks.get(index) : null;
    }
}
