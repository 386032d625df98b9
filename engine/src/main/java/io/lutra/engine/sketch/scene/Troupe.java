package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.library.Entry;
import io.lutra.engine.sketch.library.Figure;
import io.lutra.engine.sketch.library.Kind;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Idea.Framing;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Relation;
import io.lutra.engine.sketch.prompt.Subject;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All subjects of an idea as groups: drawn, dressed, and joined where a relation fixes how they stand to each other. Sizes
 * are relative to one another; nothing has a place in the picture yet.
 */
final class Troupe {
    private static final int MOST_OF_ONE = 24;
    private static final int PATTERN_SIZE = 20;
    private static final double LARGEST_INDOORS = 2.2;
    private static final double SMALLEST = .24;
    private static final double BODY_SHARE = .54;
    private static final double HEAD_SHARE = .62;
    private static final double NECK_HEIGHT = .8;
    /** Of a portrait: shoulders in widths of a head, and how high the chin is above their lower edge, in their heights. */
    private static final double SHOULDERS = 1.5;

    private static final double NECK = .8;

    private final Casting casting;
    private final Wardrobe wardrobe;
    private final Dice dice;
    private final boolean headOnly;
    private final boolean isPattern;
    private final boolean isPortrait;
    private final List<Optional<Entry>> entries;
    private final List<List<Group>> groups = new ArrayList<>();

    Troupe(Casting casting, Dice dice, Idea idea) {
        this.casting = casting;
        this.wardrobe = new Wardrobe(casting, dice.fork("wardrobe"));
        this.dice = dice.fork("troupe");
        this.entries =
                idea.subjects().stream().map(s -> casting.entry(s.thing())).toList();
        boolean isClothed = idea.subjects().stream().anyMatch(Troupe::isClothed);
        this.headOnly = switch (idea.framing()) {
            case CLOSE_UP, PORTRAIT, EMBLEM -> !isClothed;
            case UNSAID -> isAlone(idea) && !isClothed && this.dice.chance(.25);
            case FULL_FIGURE, WIDE, FROM_ABOVE, FROM_BELOW, PATTERN -> false;
        };
        this.isPortrait = idea.framing() == Framing.PORTRAIT;
        this.isPattern = idea.framing() == Framing.PATTERN;
        double reference = entries.stream()
                .flatMap(Optional::stream)
                .filter(e -> !e.kind().isScenery() || entries.size() == 1)
                .mapToDouble(Entry::metres)
                .max()
                .orElse(1);
        for (int i = 0; i < entries.size(); i++) {
            groups.add(make(i, idea.subjects().get(i), reference));
        }
        join(idea.relations());
    }

    /** Whether a drawing of the sky's things of this name is among them: "moon" for a full moon, a crescent, a moon's face. */
    boolean shows(String thing) {
        return entries.stream()
                .flatMap(Optional::stream)
                .filter(entry -> entry.kind() == Kind.SKY)
                .anyMatch(entry -> List.of(entry.concept().name().split("[ -]")).contains(thing));
    }

    private static boolean isAlone(Idea idea) {
        return idea.subjects().size() == 1
                && idea.subjects().getFirst().held().isEmpty()
                && idea.subjects().getFirst().thing().count().number() == 1;
    }

    /** Whether it wears something that no head can. */
    private static boolean isClothed(Subject subject) {
        return subject.worn().stream().anyMatch(worn -> switch (worn.place()) {
            case BODY, HANDS, FEET -> true;
            case HEAD, EYES, FACE, NECK, BACK -> false;
        });
    }

    private List<Group> make(int index, Subject subject, double reference) {
        var made = new ArrayList<Group>();
        if (entries.get(index).isEmpty()) {
            return made;
        }
        var entry = dressable(entries.get(index).get(), subject);
        var look = subject.thing().look();
        double usual = Math.clamp(Math.pow(entry.metres() / reference, .42), .34, 1.5);
        double size = Math.max(SMALLEST, usual * Math.pow(look.size().scale(), .8));
        int asked = subject.thing().count().number();
        boolean repeats = isPattern && (asked == 1 || !subject.thing().count().exact());
        int count = repeats ? Math.max(asked, PATTERN_SIZE / entries.size()) : Math.min(asked, MOST_OF_ONE);
        for (int i = 0; i < count; i++) {
            double spread = count > 1 ? 1 + dice.around(.1) : 1;
            var figure = subject.worn().isEmpty() ? casting.figure(entry, i) : casting.wearer(entry, i);
            var group = group(entry, index, figure, ofOne(look, i, count), size * spread, i);
            wardrobe.dress(group, subject, i);
            made.add(group);
        }
        return made;
    }

    /** Of several things in several colours each has one. */
    private static Look ofOne(Look look, int instance, int count) {
        if (count < 2 || look.colours().size() < 2) {
            return look;
        }
        var colour = look.colours().get(instance % look.colours().size());
        return new Look(List.of(colour), look.pattern(), look.size(), look.traits());
    }

    /** The animal's head, which gets a body like a doll's, if the whole animal would vanish in what it wears. */
    private Entry dressable(Entry entry, Subject subject) {
        boolean isWhole = entry.body() == Entry.Body.NONE && entry.kind() == Kind.ANIMAL;
        return isClothed(subject) && isWhole
                ? casting.named(entry.concept().id() + "-face")
                        .filter(face -> face.body() != Entry.Body.NONE)
                        .orElse(entry)
                : entry;
    }

    /** The drawing alone, or as a head on a body. */
    private Group group(Entry entry, int index, Figure figure, Look look, double size, int instance) {
        if (isPortrait && isPerson(entry) && casting.isHeadOnly(figure)) {
            var shoulders = casting.shoulders();
            if (shoulders.isPresent()) {
                return portrait(entry, index, shoulders.get(), casting.piece(figure, look, size));
            }
        }
        var body = headOnly ? Optional.<Piece>empty() : casting.body(entry, figure, look, instance);
        if (body.isEmpty()) {
            return new Group(kindOf(entry, figure), entry.seat(), index, casting.piece(figure, look, size));
        }
        var trunk = body.get().moved(AffineTransform.getScaleInstance(size * BODY_SHARE, size * BODY_SHARE), 0);
        var group = new Group(entry.kind() == Kind.HEAD ? Kind.ANIMAL : Kind.PERSON, 0, index, trunk);
        var up = AffineTransform.getTranslateInstance(0, -size * BODY_SHARE * NECK_HEIGHT);
        var head = casting.piece(figure, look, size * HEAD_SHARE);
        group.addHead(head.moved(up, .05).standing(Piece.Stance.CARRIED));
        return group;
    }

    /** A head on a neck is cut off below, as a bust is. */
    private static Kind kindOf(Entry entry, Figure figure) {
        boolean hasNeck = entry.kind() == Kind.HEAD
                && entry.body() == Entry.Body.NONE
                && figure.feet().right() - figure.feet().left() > figure.box().width() * .4;
        return hasNeck ? Kind.BUST : entry.kind();
    }

    private static boolean isPerson(Entry entry) {
        return entry.body() == Entry.Body.DRESSED || entry.body() == Entry.Body.GOWN;
    }

    /** Head and shoulders. */
    private static Group portrait(Entry entry, int index, Piece shoulders, Piece head) {
        double width = head.bounds().getWidth() * SHOULDERS;
        var trunk = shoulders.moved(
                AffineTransform.getScaleInstance(
                        width / shoulders.bounds().getWidth(),
                        width / shoulders.bounds().getWidth()),
                0);
        var group = new Group(Kind.BUST, entry.seat(), index, trunk);
        double chin = trunk.bounds().getHeight() * NECK;
        group.addHead(
                head.moved(AffineTransform.getTranslateInstance(0, -chin), .05).standing(Piece.Stance.CARRIED));
        return group;
    }

    /** The groups that are left, each subject's together, in the order of the prompt. */
    List<Group> groups() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** Who decides where the scene is: the first that is drawn, or the first one too large for its home. */
    Optional<Entry> lead() {
        var drawn = entries.stream().flatMap(Optional::stream).toList();
        return drawn.stream()
                .filter(entry -> entry.metres() > LARGEST_INDOORS)
                .filter(entry -> !drawn.isEmpty() && drawn.getFirst().metres() < entry.metres() / 4)
                .findFirst()
                .or(() -> drawn.stream().findFirst());
    }

    /** Joins what a relation fixes; all that stand to the same thing in the same way at once. */
    private void join(List<Relation> relations) {
        var joining = new Joining(dice);
        for (var relation : relations) {
            var to = groups.get(relation.to());
            var from = new ArrayList<Group>();
            for (var other : relations) {
                if (other.kind() == relation.kind() && other.to() == relation.to()) {
                    from.addAll(groups.get(other.from()));
                }
            }
            if (!to.isEmpty() && !from.isEmpty() && joining.join(from, relation.kind(), to)) {
                var gone = relation.kind() == Relation.Kind.BELOW ? to : from;
                groups.forEach(list -> list.removeAll(gone));
            }
        }
    }
}
