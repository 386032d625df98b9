package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Look.Trait;
import io.lutra.engine.sketch.prompt.Relation;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.lexicon.Lexicon;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is being spoken of, and ties what comes next to them.
 *
 * <p>The <em>group</em> are the subjects joined by "and" that lead the clause: prepositions and verbs are theirs. The
 * <em>last</em> subject is the one named last, be it a landmark ("next to a cat"): clothes and things held are its, if it can
 * wear and hold.
 */
final class Clause {
    private static final Set<Trait> TEMPERS =
            EnumSet.of(Trait.HAPPY, Trait.SAD, Trait.ANGRY, Trait.SCARED, Trait.SURPRISED, Trait.FUNNY, Trait.SLEEPING);
    private static final Set<String> CONTAINERS = Set.of(
            "basket",
            "box",
            "package",
            "bucket",
            "amphora",
            "vase",
            "jar",
            "shopping-bags",
            "handbag",
            "backpack",
            "bathtub");
    private static final int FOOD = 4;

    private final Lexicon lexicon;
    private final Guess guess;
    private final Draft draft;
    private List<Integer> group = new ArrayList<>();
    private int last = -1;

    Clause(Lexicon lexicon, Guess guess, Draft draft) {
        this.lexicon = lexicon;
        this.guess = guess;
        this.draft = draft;
    }

    boolean hasSubject() {
        return last >= 0;
    }

    /** The subject named last. */
    SubjectDraft lastSubject() {
        return draft.subjects.get(last);
    }

    /** Those who lead the clause. */
    List<SubjectDraft> leaders() {
        return group.stream().map(draft.subjects::get).toList();
    }

    /** A subject that begins a clause, or joins the group that leads it. */
    void lead(SubjectDraft subject, boolean joins) {
        int index = draft.add(subject);
        if (!joins) {
            group = new ArrayList<>();
        }
        group.add(index);
        last = index;
    }

    /** Speaks of something that is no subject: a place, or what is not known. */
    void leave() {
        group = new ArrayList<>();
        last = -1;
    }

    /** Speaks again of a subject named before. */
    void resume(int index) {
        group = new ArrayList<>(List.of(index));
        last = index;
    }

    /** Speaks again of the last subject that can act, or of the first: "it", "they". */
    void resumeActor() {
        int found = lastWhere(lexicon::isAnimate);
        if (found >= 0 || !draft.subjects.isEmpty()) {
            resume(Math.max(found, 0));
        }
    }

    /** Who wears, holds or does what is said next. */
    @Nullable
    SubjectDraft actor() {
        if (last < 0) {
            return null;
        }
        if (lexicon.isAnimate(lastSubject().concept())) {
            return lastSubject();
        }
        return leaders().stream()
                .filter(leader -> lexicon.isAnimate(leader.concept()))
                .reduce((a, b) -> b)
                .orElse(lastSubject());
    }

    private int lastWhere(Predicate<String> test) {
        for (int i = draft.subjects.size() - 1; i >= 0; i--) {
            if (test.test(draft.subjects.get(i).concept())) {
                return i;
            }
        }
        return -1;
    }

    /** Ties a thing as the words before it say. */
    void tie(Tie tie, SubjectDraft thing, boolean plural) {
        var actor = actor();
        if (actor == null) {
            lead(thing, false);
            return;
        }
        switch (tie) {
            case Tie.Wear _ -> actors(actor, plural).forEach(wearer -> wear(wearer, thing));
            case Tie.Hold _ -> actors(actor, plural).forEach(holder -> hold(holder, thing));
            case Tie.With _ -> with(actor, thing, plural);
            case Tie.Made _ -> {}
            case Tie.Relate relate -> {
                boolean clothed = relate.kind() == Relation.Kind.INSIDE
                        && !relate.inverted()
                        && lexicon.isAnimate(actor.concept())
                        && lexicon.wornAt(thing.concept()).isPresent();
                if (clothed) {
                    actors(actor, plural).forEach(wearer -> wear(wearer, thing));
                } else {
                    relate(relate, thing);
                }
            }
        }
    }

    /** What is said of several at once, "wearing hats", is said of all who lead. */
    private List<SubjectDraft> actors(SubjectDraft actor, boolean plural) {
        return plural && leaders().contains(actor) ? leaders() : List.of(actor);
    }

    private void wear(SubjectDraft wearer, SubjectDraft thing) {
        var role = lexicon.role(thing.concept());
        if (lexicon.isAnimate(thing.concept())) {
            wearer.worn.addAll(thing.worn);
            thing.held.forEach(wearer.held::add);
            role.ifPresent(marks -> wearer.worn.addAll(marks.worn()));
            return;
        }
        var place = lexicon.wornAt(thing.concept()).orElse(Subject.Place.BODY);
        thing.count = Count.ONE;
        if (place == Subject.Place.BODY || place == Subject.Place.FEET) {
            wearer.prefer(candidate -> candidate.endsWith("-standing"));
        }
        wearer.worn.add(new Subject.Worn(thing.thing(), place));
    }

    private void hold(SubjectDraft holder, SubjectDraft thing) {
        boolean held = holder.held.stream().anyMatch(h -> h.best().concept().equals(thing.concept()));
        if (!held) {
            holder.held.add(thing.thing());
        }
    }

    private void with(SubjectDraft owner, SubjectDraft thing, boolean plural) {
        var concept = thing.concept();
        if (concept.endsWith("-beard") && lexicon.isPerson(owner.concept())) {
            owner.prefer(candidate -> candidate.endsWith("-beard"));
        } else if (lexicon.wornAt(concept).isPresent() && lexicon.isAnimate(owner.concept())) {
            actors(owner, plural).forEach(wearer -> wear(wearer, thing));
        } else if (lexicon.isAnimate(owner.concept())) {
            boolean apart = lexicon.isAnimate(concept) || !lexicon.isPortable(concept);
            if (apart) {
                relate(new Tie.Relate(Relation.Kind.WITH, false, "with", ""), thing);
            } else {
                actors(owner, plural).forEach(holder -> hold(holder, thing));
            }
        } else if (concept.equals("ribbon") || concept.equals("bow-tie")) {
            return;
        } else if (CONTAINERS.contains(owner.concept())) {
            relate(new Tie.Relate(Relation.Kind.INSIDE, true, "with", ""), thing);
        } else if (groupOf(owner.concept()) == FOOD && groupOf(concept) != FOOD) {
            relate(new Tie.Relate(Relation.Kind.ON, true, "with", ""), thing);
        } else {
            relate(new Tie.Relate(Relation.Kind.WITH, false, "with", ""), thing);
        }
    }

    private int groupOf(String concept) {
        return lexicon.concept(concept).map(c -> c.group()).orElse(-1);
    }

    private void relate(Tie.Relate relate, SubjectDraft thing) {
        int index = draft.add(thing);
        boolean among = relate.kind() == Relation.Kind.INSIDE && thing.count.number() > 3 && !relate.inverted();
        for (int leader : group) {
            if (among) {
                draft.relate(leader, Relation.Kind.BETWEEN, index);
            } else if (relate.inverted()) {
                draft.relate(index, relate.kind(), leader);
            } else {
                draft.relate(leader, relate.kind(), index);
            }
        }
        last = index;
    }

    /** Applies the thing that a verb means when none is named: a cat reading reads a book. */
    void tieStandIn(Tie tie) {
        var actor = actor();
        if (tie instanceof Tie.Relate && (actor == null || !lexicon.isAnimate(actor.concept()))) {
            return;
        }
        guess.named(tie.standIn()).ifPresent(thing -> {
            var subject = new SubjectDraft(thing.words(), thing.candidates(), thing.count());
            tie(tie, subject, false);
        });
    }

    /** A part of whoever is spoken of: its colour is theirs if it covers them, its temper always. */
    void part(boolean covering, Look look) {
        var owner = actor();
        if (owner != null) {
            var tempers = EnumSet.noneOf(Trait.class);
            look.traits().stream().filter(TEMPERS::contains).forEach(tempers::add);
            owner.add(Look.of(tempers));
            if (covering) {
                owner.add(new Look(look.colours(), look.pattern(), Look.Size.USUAL, Set.of()));
            }
        }
    }
}
