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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of a Chinese prompt into a draft. What modifies a noun stands before it, so clauses that end in 的 wait for
 * their head: 戴着帽子的水獭 is an otter that wears a hat.
 */
final class ChineseReader {
    private static final Set<Relation.Kind> WITHIN =
            Set.of(Relation.Kind.ON, Relation.Kind.INSIDE, Relation.Kind.BESIDE, Relation.Kind.WITH);

    private final Lexicon lexicon;
    private final Draft draft;
    private final List<Chunk> chunks;
    private final Clause clause;
    private final Exclusion exclusion;

    private int at;
    /** Number and adjectives that came before a relative clause. */
    private @Nullable Count count;

    private Look look = Look.UNSAID;
    /** What waits for the next head. */
    private final List<Runnable> waiting = new ArrayList<>();

    private @Nullable Tie pending;
    private boolean located;
    private boolean and;
    private boolean comma;
    private boolean related;
    private Placement placement = Placement.ANYWHERE;

    ChineseReader(Lexicon lexicon, Guess guess, Draft draft, List<Chunk> chunks) {
        this.lexicon = lexicon;
        this.draft = draft;
        this.chunks = chunks;
        clause = new Clause(lexicon, guess, draft);
        exclusion = new Exclusion(lexicon, draft);
    }

    void read() {
        while (at < chunks.size()) {
            var chunk = chunks.get(at);
            if (chunk.isBreak()) {
                end();
                comma = true;
                at++;
            } else if (chunk.kind() == Token.Kind.QUOTE) {
                draft.write(chunk.text());
                at++;
            } else if (!grammar(chunk) && !verb(chunk) && !phrase()) {
                at++;
            }
        }
        end();
    }

    /** At the end of a clause, what found no head goes to the subject before. */
    private void end() {
        if (pending != null && clause.hasSubject()) {
            clause.tieStandIn(pending);
        }
        if (clause.hasSubject()) {
            if (!look.equals(Look.UNSAID)) {
                clause.lastSubject().add(look);
            }
            waiting.forEach(Runnable::run);
        }
        forget();
        pending = null;
        located = false;
        and = false;
    }

    private void forget() {
        waiting.clear();
        count = null;
        look = Look.UNSAID;
    }

    private boolean grammar(Chunk chunk) {
        if (chunk.is(Role.NOT)) {
            at = exclusion.list(chunks, at + 1);
            return true;
        }
        if (chunk.sense(Sense.Position.class).isPresent()) {
            placement = chunk.sense(Sense.Position.class).get().placement();
        } else if (chunk.is(Role.AND)) {
            and = true;
        } else if (chunk.is(Role.WITH)) {
            pending = clause.hasSubject() && waiting.isEmpty() ? new Tie.With() : null;
        } else if (chunk.is(Role.IT)) {
            clause.resumeActor();
        } else if (chunk.text().equals("在") || chunk.text().equals("正在")) {
            located = true;
        } else if (chunk.sense(Sense.Link.class).isPresent() && !chunk.has(Sense.Noun.class)) {
            link(chunk.sense(Sense.Link.class).get());
        } else {
            return false;
        }
        at++;
        return true;
    }

    /** A preposition that opens a place (坐在), or a bare one that places the subject before (在左边). */
    private void link(Sense.Link link) {
        boolean bare = located && clause.hasSubject();
        if (bare) {
            clause.lastSubject().placement = switch (link.kind()) {
                case LEFT_OF -> Placement.LEFT;
                case RIGHT_OF -> Placement.RIGHT;
                case ABOVE, ON -> Placement.TOP;
                case BELOW, UNDER -> Placement.BOTTOM;
                case BEHIND -> Placement.BACKGROUND;
                case IN_FRONT_OF -> Placement.FOREGROUND;
                default -> Placement.ANYWHERE;
            };
            located = false;
        } else {
            pending = new Tie.Relate(link.kind(), link.inverted(), "in", "");
            located = true;
        }
    }

    private boolean verb(Chunk chunk) {
        var found = chunk.sense(Sense.Verb.class);
        if (found.isEmpty() || chunk.has(Sense.Noun.class)) {
            return false;
        }
        var verb = found.get();
        at++;
        draft.place(verb.scene());
        boolean modifies = isRelative(at);
        if (modifies || !clause.hasSubject()) {
            look = look.plus(Look.of(verb.traits()));
        } else {
            clause.leaders().forEach(leader -> leader.add(Look.of(verb.traits())));
        }
        var tie = switch (verb.act()) {
            case WEAR -> new Tie.Wear(verb.object());
            case HOLD -> new Tie.Hold(verb.object());
            case RELATE -> new Tie.Relate(verb.kind(), false, "", verb.object());
            case NONE -> null;
        };
        if (tie != null && modifies) {
            relative(tie);
        } else {
            pending = tie;
        }
        return true;
    }

    /** Whether a clause that goes on at {@code from} ends in 的 and a noun, and so belongs to that noun. */
    private boolean isRelative(int from) {
        boolean of = false;
        for (int i = from; i < chunks.size() && !chunks.get(i).isBreak(); i++) {
            var chunk = chunks.get(i);
            boolean noun = chunk.has(Sense.Noun.class);
            boolean afterNoun = i > 0 && chunks.get(i - 1).has(Sense.Noun.class);
            boolean direct = i == from;
            of |= chunk.is(Role.OF) && (afterNoun || direct);
            if (of && noun) {
                return true;
            }
            if (!of && (chunk.has(Sense.Verb.class) || chunk.is(Role.AND)) && !noun) {
                return false;
            }
        }
        return false;
    }

    /** The object of a relative clause waits for the head. */
    private void relative(Tie tie) {
        var object = ChinesePhrase.read(draft, chunks, at);
        at = Math.max(at, object.end);
        var thing = object.subject();
        boolean many = object.count == null;
        if (thing.isPresent()) {
            waiting.add(() -> clause.tie(tie, thing.get(), many));
        } else {
            waiting.add(() -> clause.tieStandIn(tie));
        }
    }

    private boolean phrase() {
        var phrase = ChinesePhrase.read(draft, chunks, at);
        if (phrase.end == at) {
            return false;
        }
        at = phrase.end;
        count = phrase.count == null ? count : phrase.count;
        if (phrase.background) {
            background(phrase);
            return true;
        }
        look = look.plus(phrase.look);
        if (phrase.head == null) {
            return true;
        }
        phrase.count = count;
        phrase.look = look;
        var after = postposition();
        if (after.isPresent() || located) {
            var kind = after.map(Sense.Link::kind)
                    .orElse(pending instanceof Tie.Relate relate ? relate.kind() : Relation.Kind.INSIDE);
            at += after.isPresent() ? 1 : 0;
            location(phrase, kind);
        } else if (phrase.subject().isPresent()
                && phrase.place().filter(p -> p.after().isEmpty()).isEmpty()) {
            head(phrase.subject().get());
        } else if (phrase.place().isPresent()) {
            draft.place(phrase.place().get().scene());
            forget();
        } else {
            part(phrase);
        }
        return true;
    }

    /** The word behind a noun that makes a place of it: 上, 旁边; not one that opens a place, such as 坐在. */
    private Optional<Sense.Link> postposition() {
        if (at >= chunks.size()
                || "在过越"
                                .indexOf(chunks.get(at)
                                        .text()
                                        .codePointBefore(chunks.get(at).text().length()))
                        >= 0) {
            return Optional.empty();
        }
        return chunks.get(at).sense(Sense.Link.class);
    }

    private void background(ChinesePhrase phrase) {
        at += postposition().isPresent() ? 1 : 0;
        draft.colourBackdrop(phrase.look.colours());
        phrase.place().ifPresent(place -> draft.place(place.scene()));
        if (!phrase.look.colours().isEmpty()) {
            draft.place(Scene.PLAIN);
        }
        pending = null;
        located = false;
    }

    private void part(ChinesePhrase phrase) {
        boolean covering = Objects.requireNonNull(phrase.head)
                .sense(Sense.Part.class)
                .map(Sense.Part::covering)
                .orElse(false);
        clause.part(covering, phrase.look);
        look = Look.UNSAID;
        pending = null;
    }

    /** Something is in, on, beside ... the phrase: who came before, after 在, else who comes next. */
    private void location(ChinesePhrase phrase, Relation.Kind kind) {
        boolean hadLocated = located;
        located = false;
        pending = null;
        boolean forNext = at < chunks.size() && chunks.get(at).is(Role.OF);
        if (phrase.place().isPresent() && WITHIN.contains(kind)) {
            draft.place(phrase.place().get().scene());
            if (phrase.look.colours().size() == 1) {
                draft.colourBackdrop(phrase.look.colours());
            }
            look = Look.UNSAID;
            count = null;
            return;
        }
        var landmark = phrase.subject();
        if (landmark.isEmpty()) {
            return;
        }
        var tie = new Tie.Relate(kind, false, "", "");
        look = Look.UNSAID;
        count = null;
        if (hadLocated && clause.hasSubject() && !forNext) {
            clause.tie(tie, landmark.get(), false);
            related = true;
        } else {
            waiting.add(() -> clause.tie(tie, landmark.get(), false));
        }
    }

    private void head(SubjectDraft subject) {
        subject.placement = placement;
        placement = Placement.ANYWHERE;
        var tie = pending;
        pending = null;
        if (tie != null && clause.hasSubject()) {
            clause.tie(tie, subject, count == null);
            count = null;
            look = Look.UNSAID;
            related = tie instanceof Tie.Relate;
        } else if (and
                && clause.hasSubject()
                && lexicon.wornAt(subject.concept()).isPresent()
                && count == null) {
            clause.tie(new Tie.With(), subject, true);
            look = Look.UNSAID;
        } else {
            clause.lead(subject, (and || comma) && !related);
            related = false;
            var now = List.copyOf(waiting);
            forget();
            now.forEach(Runnable::run);
        }
        and = false;
        comma = false;
    }
}
