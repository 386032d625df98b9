package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Relation;
import io.lutra.engine.sketch.prompt.Subject.Placement;
import io.lutra.engine.sketch.prompt.lexicon.Lexicon;
import io.lutra.engine.sketch.prompt.lexicon.Sense;
import io.lutra.engine.sketch.prompt.lexicon.Sense.Grammar.Role;
import io.lutra.engine.sketch.prompt.lexicon.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of an English prompt into a draft, left to right, in one pass. Prompts are seldom sentences: what does not
 * fit is passed over.
 */
final class EnglishReader {
    private static final Set<Relation.Kind> OUTSIDE =
            Set.of(Relation.Kind.BESIDE, Relation.Kind.IN_FRONT_OF, Relation.Kind.BEHIND, Relation.Kind.AROUND);

    private final Lexicon lexicon;
    private final Guess guess;
    private final Draft draft;
    private final List<Chunk> chunks;
    private final Clause clause;
    private final Exclusion exclusion;

    private int at;
    /** What ties the next phrase to those before; it is gone once a phrase has come or a sign ends it. */
    private @Nullable Tie pending;
    /** What tied the phrase before, so that "and" can go on with it. */
    private @Nullable Tie former;

    private boolean and;
    private boolean comma;
    /** Whether a comma stood before the tie, so that all who lead share it: "a cat and a dog, wearing sunglasses". */
    private boolean shared;

    private boolean predicate;
    private Placement placement = Placement.ANYWHERE;

    EnglishReader(Lexicon lexicon, Guess guess, Draft draft, List<Chunk> chunks) {
        this.lexicon = lexicon;
        this.guess = guess;
        this.draft = draft;
        this.chunks = chunks;
        clause = new Clause(lexicon, guess, draft);
        exclusion = new Exclusion(lexicon, draft);
    }

    void read() {
        while (at < chunks.size()) {
            var chunk = chunks.get(at);
            if (chunk.isBreak()) {
                sign(chunk);
            } else if (chunk.kind() == Token.Kind.QUOTE) {
                draft.write(chunk.text());
                at++;
            } else if (!grammar(chunk) && !position(chunk) && !phrase()) {
                verb(chunk);
            }
        }
        flush();
    }

    /** What is pending ends without its phrase: the verb's usual object stands in. */
    private void flush() {
        if (pending != null && clause.hasSubject()) {
            clause.tieStandIn(pending);
        }
        pending = null;
    }

    private void sign(Chunk chunk) {
        flush();
        if (chunk.kind() == Token.Kind.STOP) {
            former = null;
            and = false;
            comma = false;
        } else {
            comma = true;
        }
        predicate = false;
        at++;
    }

    private boolean grammar(Chunk chunk) {
        if (chunk.is(Role.AND)) {
            flush();
            and = true;
        } else if (chunk.is(Role.WITH)) {
            tie(new Tie.With());
        } else if (chunk.is(Role.NOT)) {
            flush();
            at = exclusion.list(chunks, at + 1) - 1;
        } else if (chunk.is(Role.BE)) {
            predicate = true;
        } else if (chunk.is(Role.IT)) {
            flush();
            clause.resumeActor();
        } else if (chunk.is(Role.MADE_OF)) {
            tie(new Tie.Made());
        } else if (chunk.is(Role.HUES)) {
            hues();
        } else if (chunk.is(Role.STYLE_OF) || (chunk.is(Role.BY) && isArtist(at + 1))) {
            passOverStyle();
        } else if (chunk.is(Role.BY)) {
            tie(new Tie.Relate(Relation.Kind.BESIDE, false, "by", ""));
        } else if (chunk.sense(Sense.Link.class).isPresent() && !isVerbNow(chunk)) {
            var link = chunk.sense(Sense.Link.class).get();
            tie(new Tie.Relate(link.kind(), link.inverted(), chunk.text(), ""));
        } else if (!chunk.is(Role.OF) && !isSaying(chunk)) {
            return false;
        }
        at++;
        return true;
    }

    /** "Reading" is what a girl does, or what a sign does before a quotation. */
    private boolean isSaying(Chunk chunk) {
        boolean quoteFollows = at + 1 < chunks.size() && chunks.get(at + 1).kind() == Token.Kind.QUOTE;
        return chunk.is(Role.SAYING) && (quoteFollows || !chunk.has(Sense.Verb.class));
    }

    private static boolean isVerbNow(Chunk chunk) {
        return chunk.isFiniteVerb();
    }

    private void tie(Tie tie) {
        if (pending != null && !pending.standIn().isEmpty()) {
            flush();
        }
        pending = tie;
        shared = comma;
        comma = false;
    }

    private boolean isArtist(int index) {
        if (index >= chunks.size()) {
            return true;
        }
        var next = chunks.get(index);
        return !(next.is(Role.THE) || next.isArticle() || next.has(Sense.Place.class) || next.has(Sense.Noun.class))
                || next.has(Sense.Styling.class);
    }

    /** Colours that follow "hues of" are the place's if a place was named last. */
    private void hues() {
        int end = at + 1;
        while (end < chunks.size()
                && (chunks.get(end).has(Sense.Adjective.class)
                        || (end + 1 < chunks.size()
                                && (chunks.get(end).is(Role.AND)
                                        || chunks.get(end).kind() == Token.Kind.COMMA)
                                && chunks.get(end + 1).has(Sense.Adjective.class)))) {
            var colours = chunks.get(end)
                    .sense(Sense.Adjective.class)
                    .map(a -> a.look().colours())
                    .orElse(List.of());
            if (!clause.hasSubject()) {
                draft.colourBackdrop(colours);
            }
            end++;
        }
        pending = null;
        at = end - 1;
    }

    private void passOverStyle() {
        while (at + 1 < chunks.size()
                && !chunks.get(at + 1).isBreak()
                && !chunks.get(at + 1).has(Sense.Link.class)
                && !chunks.get(at + 1).is(Role.OF)
                && !chunks.get(at + 1).is(Role.WITH)) {
            at++;
            chunks.get(at).sense(Sense.Styling.class).ifPresent(draft::add);
        }
    }

    /** "On the left" says where the subject before is, or, where none is being spoken of, the next one. */
    private boolean position(Chunk chunk) {
        var position = chunk.sense(Sense.Position.class);
        if (position.isEmpty()) {
            return false;
        }
        boolean begins = comma || and || !clause.hasSubject();
        boolean phraseFollows = at + 1 < chunks.size()
                && (chunks.get(at + 1).isArticle() || chunks.get(at + 1).has(Sense.Quantity.class));
        flush();
        if (begins && phraseFollows) {
            placement = position.get().placement();
        } else if (clause.hasSubject()) {
            clause.lastSubject().placement = position.get().placement();
        }
        at++;
        return true;
    }

    private boolean phrase() {
        var preposition = pending instanceof Tie.Relate relate ? relate.preposition() : "";
        var phrase = NounPhrases.read(lexicon, guess, draft, chunks, at, preposition, pending != null);
        if (phrase.end() == at) {
            return false;
        }
        boolean linkFollows = phrase.end() < chunks.size() && leads(chunks.get(phrase.end()));
        var only = phrase.end() == at + 1
                ? chunks.get(at).sense(Sense.Adjective.class)
                : Optional.<Sense.Adjective>empty();
        at = phrase.end();
        if (!phrase.understood()) {
            notUnderstood();
        } else if (only.isPresent() && comma && clause.hasSubject()) {
            clause.leaders().forEach(leader -> leader.add(only.get().look()));
        } else if (phrase.isLookOnly()) {
            look(phrase.look());
        } else if (phrase.background()) {
            background(phrase);
        } else if (!place(phrase, linkFollows) && !part(phrase)) {
            phrase.subject().ifPresent(subject -> subject(subject, phrase, linkFollows));
        }
        return true;
    }

    /** What is said of a thing that is not known must not be said of another. */
    private void notUnderstood() {
        boolean dressed = pending instanceof Tie.Wear && clause.hasSubject();
        if (pending == null && !comma && !and) {
            clause.leave();
        }
        if (!dressed) {
            flush();
        }
    }

    private static boolean leads(Chunk chunk) {
        return chunk.has(Sense.Link.class) || chunk.has(Sense.Verb.class) || chunk.is(Role.WITH) || chunk.is(Role.BE);
    }

    private void look(Look look) {
        if (look.equals(Look.UNSAID)) {
            return;
        }
        if (clause.hasSubject()) {
            if (pending instanceof Tie.Wear) {
                guess.named("coat").ifPresent(coat -> {
                    var subject = new SubjectDraft(coat.words(), coat.candidates(), coat.count());
                    subject.add(look);
                    clause.tie(new Tie.Wear(""), subject, false);
                });
            } else if (pending instanceof Tie.Made || (pending == null && (predicate || !comma))) {
                clause.lastSubject().add(look);
            } else if (pending == null && look.colours().size() <= 1) {
                clause.leaders().forEach(leader -> leader.add(Look.of(look.traits())));
            }
        }
        pending = null;
    }

    private void background(NounPhrase phrase) {
        var colours = phrase.look().colours();
        draft.colourBackdrop(colours);
        if (!colours.isEmpty()) {
            draft.place(Scene.PLAIN);
        }
        pending = null;
    }

    private boolean place(NounPhrase phrase, boolean linkFollows) {
        if (phrase.place().isEmpty()) {
            return false;
        }
        boolean outside = pending instanceof Tie.Relate relate && OUTSIDE.contains(relate.kind());
        boolean thing = phrase.subject().isPresent()
                && (pending instanceof Tie.Hold || pending instanceof Tie.Wear || (outside && !phrase.definite()));
        if (thing) {
            return false;
        }
        var scene = phrase.place().get().scene();
        if (scene != Scene.SKY || !linkFollows || draft.subjects.isEmpty()) {
            draft.place(scene);
        }
        if (pending == null && linkFollows && !comma) {
            clause.leave();
        }
        if (phrase.look().colours().size() <= 2) {
            draft.colourBackdrop(phrase.look().colours());
        }
        done(pending instanceof Tie.Relate ? pending : null);
        return true;
    }

    private boolean part(NounPhrase phrase) {
        boolean thing = phrase.subject().isPresent()
                && (!clause.hasSubject()
                        || lexicon.wornAt(phrase.subject().get().concept()).isPresent());
        if (phrase.part().isEmpty() || thing) {
            return false;
        }
        if (clause.hasSubject()) {
            clause.part(phrase.part().get().covering(), phrase.look());
        }
        done(pending);
        return true;
    }

    private void subject(SubjectDraft subject, NounPhrase phrase, boolean linkFollows) {
        if (placement != Placement.ANYWHERE) {
            subject.placement = placement;
            placement = Placement.ANYWHERE;
        }
        var tie = pending;
        if (tie == null && former != null && goesOn(former, subject, linkFollows)) {
            tie = former;
        }
        if (tie == null && comma && bare(phrase) && isWornByLeader(subject)) {
            tie = new Tie.Wear("");
        }
        if (tie instanceof Tie.Made) {
            pending = null;
        } else if (tie != null && clause.hasSubject()) {
            boolean many = phrase.plural() || (shared && subject.words.endsWith("s"));
            clause.tie(tie, subject, many);
            done(tie);
        } else if (!resumes(subject, phrase)) {
            boolean joins = clause.hasSubject() && (and || comma) && !(former instanceof Tie.Relate);
            clause.lead(subject, joins);
            done(null);
        }
    }

    private void done(@Nullable Tie tie) {
        former = tie;
        pending = null;
        and = false;
        comma = false;
        predicate = false;
    }

    /** Whether a phrase after "and" is tied as the one before was: "wearing a hat and a scarf". */
    private boolean goesOn(Tie tie, SubjectDraft subject, boolean linkFollows) {
        boolean animate = lexicon.isAnimate(subject.concept());
        if (!and && !(comma && tie instanceof Tie.Wear)) {
            return false;
        }
        return switch (tie) {
            case Tie.Wear _ -> lexicon.wornAt(subject.concept()).isPresent();
            case Tie.Hold _, Tie.With _ -> !animate && !linkFollows;
            case Tie.Made _ -> false;
            case Tie.Relate relate ->
                relate.kind() == Relation.Kind.BETWEEN
                        || (!linkFollows
                                && animate
                                        == lexicon.isAnimate(
                                                clause.lastSubject().concept()));
        };
    }

    /** "The cat" is the cat that was named before, and so is a bare "cat" in a list of keywords. */
    private boolean resumes(SubjectDraft subject, NounPhrase phrase) {
        boolean bare = phrase.definite()
                || (!phrase.plural() && !and && subject.count.equals(Count.ONE) && !articleBefore(phrase));
        if (!bare) {
            return false;
        }
        for (int i = draft.subjects.size() - 1; i >= 0; i--) {
            var earlier = draft.subjects.get(i);
            if (earlier.concept().equals(subject.concept()) || (phrase.definite() && isKindOf(earlier, subject))) {
                clause.resume(i);
                earlier.add(phrase.look());
                done(null);
                return true;
            }
        }
        return false;
    }

    /** Whether the later words, such as "the animal", may mean the earlier subject. */
    private boolean isKindOf(SubjectDraft earlier, SubjectDraft later) {
        return later.candidates.stream().anyMatch(c -> c.concept().equals(earlier.concept()))
                || (lexicon.isPerson(later.concept()) && lexicon.isPerson(earlier.concept()));
    }

    /** Lists of keywords dress their subject without a verb: "girl, blue dress". */
    private boolean isWornByLeader(SubjectDraft subject) {
        var actor = clause.actor();
        return actor != null
                && lexicon.isAnimate(actor.concept())
                && lexicon.wornAt(subject.concept()).isPresent();
    }

    private boolean bare(NounPhrase phrase) {
        return !phrase.definite() && !articleBefore(phrase);
    }

    private boolean articleBefore(NounPhrase phrase) {
        for (int i = phrase.end() - 1; i >= 0 && !chunks.get(i).isBreak() && i >= phrase.end() - 6; i--) {
            if (chunks.get(i).isArticle()) {
                return true;
            }
        }
        return false;
    }

    private void verb(Chunk chunk) {
        at++;
        var found = chunk.sense(Sense.Verb.class);
        if (found.isEmpty()) {
            return;
        }
        flush();
        var verb = found.get();
        draft.place(verb.scene());
        var actor = clause.actor();
        if (actor != null) {
            clause.leaders().stream()
                    .filter(leader -> leader == actor || clause.leaders().contains(actor))
                    .forEach(leader -> leader.add(Look.of(verb.traits())));
            if (!clause.leaders().contains(actor)) {
                actor.add(Look.of(verb.traits()));
            }
        }
        pending = switch (verb.act()) {
            case WEAR -> new Tie.Wear(verb.object());
            case HOLD -> new Tie.Hold(verb.object());
            case RELATE -> new Tie.Relate(verb.kind(), false, "", verb.object());
            case NONE -> new Tie.Relate(Relation.Kind.BESIDE, false, "", "");
        };
        shared = comma;
        comma = false;
        and = false;
    }
}
