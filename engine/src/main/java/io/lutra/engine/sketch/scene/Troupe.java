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
    private static final double BUST_ON_A_SEAT = .62;
    private static final double BODY_SHARE = .54;
    private static final double HEAD_SHARE = .62;
    private static final double NECK_HEIGHT = .8;

    private final Casting casting;
    private final Wardrobe wardrobe;
    private final Dice dice;
    private final boolean headOnly;
    private final boolean isPattern;
    private final List<Optional<Entry>> entries;
    private final List<List<Group>> groups = new ArrayList<>();

    Troupe(Casting casting, Dice dice, Idea idea) {
        this.casting = casting;
        this.wardrobe = new Wardrobe(casting, dice.fork("wardrobe"));
        this.dice = dice.fork("troupe");
        this.entries =
                idea.subjects().stream().map(s -> casting.entry(s.thing())).toList();
        this.headOnly = switch (idea.framing()) {
            case CLOSE_UP, PORTRAIT -> true;
            case UNSAID -> isAlone(idea) && this.dice.chance(.25);
            case FULL_FIGURE, WIDE, FROM_ABOVE, FROM_BELOW, PATTERN -> false;
        };
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
        for (var relation : idea.relations()) {
            join(relation);
        }
    }

    private static boolean isAlone(Idea idea) {
        return idea.subjects().size() == 1
                && idea.subjects().getFirst().held().isEmpty()
                && idea.subjects().getFirst().thing().count().number() == 1;
    }

    private List<Group> make(int index, Subject subject, double reference) {
        var made = new ArrayList<Group>();
        if (entries.get(index).isEmpty()) {
            return made;
        }
        var entry = entries.get(index).get();
        var look = subject.thing().look();
        double usual = Math.clamp(Math.pow(entry.metres() / reference, .42), .34, 1.5);
        double size = Math.max(SMALLEST, usual * Math.pow(look.size().scale(), .8));
        int asked = subject.thing().count().number();
        boolean repeats = isPattern && (asked == 1 || !subject.thing().count().exact());
        int count = repeats ? Math.max(asked, PATTERN_SIZE / entries.size()) : Math.min(asked, MOST_OF_ONE);
        for (int i = 0; i < count; i++) {
            double spread = count > 1 ? 1 + dice.around(.1) : 1;
            var group = group(entry, index, casting.figure(entry, i), look, size * spread, i);
            wardrobe.dress(group, subject, i);
            made.add(group);
        }
        return made;
    }

    /** The drawing alone, or as a head on a body. */
    private Group group(Entry entry, int index, Figure figure, Look look, double size, int instance) {
        var body = headOnly ? Optional.<Piece>empty() : casting.body(entry, figure, look, instance);
        if (body.isEmpty()) {
            return new Group(entry.kind(), entry.seat(), index, casting.piece(figure, look, size));
        }
        var trunk = body.get().moved(AffineTransform.getScaleInstance(size * BODY_SHARE, size * BODY_SHARE), 0);
        var group = new Group(entry.kind() == Kind.HEAD ? Kind.ANIMAL : Kind.PERSON, 0, index, trunk);
        var up = AffineTransform.getTranslateInstance(0, -size * BODY_SHARE * NECK_HEIGHT);
        var head = casting.piece(figure, look, size * HEAD_SHARE);
        group.addHead(head.moved(up, .05).standing(Piece.Stance.CARRIED));
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

    private void join(Relation relation) {
        var from = groups.get(relation.from());
        var to = groups.get(relation.to());
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        switch (relation.kind()) {
            case ON, RIDING -> onto(from, to, relation.kind());
            case INSIDE -> into(from, to);
            case ABOVE -> above(from, to);
            case BELOW -> {
                above(to, from);
            }
            case UNDER -> under(from, to);
            case IN_FRONT_OF -> depth(from, to, true);
            case BEHIND -> depth(from, to, false);
            case AROUND -> around(from, to);
            case TOUCHING -> touching(from, to);
            case LEFT_OF, RIGHT_OF, BESIDE, BETWEEN, WITH, FACING, CHASING -> {
                return;
            }
        }
    }

    private void onto(List<Group> from, List<Group> to, Relation.Kind kind) {
        if (from.size() == to.size() && from.size() > 1) {
            for (int i = 0; i < from.size(); i++) {
                seat(from.get(i), to.get(i), 0, kind);
            }
        } else {
            double width = to.getFirst().main().bounds().getWidth();
            int n = from.size();
            for (int i = 0; i < n; i++) {
                seat(from.get(i), to.getFirst(), n == 1 ? 0 : (i - (n - 1) / 2.0) / n * width * .8, kind);
            }
        }
        from.clear();
    }

    private void seat(Group rider, Group seat, double x, Relation.Kind kind) {
        var bounds = seat.main().bounds();
        var own = rider.bounds();
        double most = rider.kind() == Kind.BUST ? BUST_ON_A_SEAT : 1;
        double scale = Math.min(1, most * bounds.getWidth() / own.getWidth());
        double back = kind == Relation.Kind.RIDING && seat.kind() == Kind.ANIMAL
                ? bounds.getWidth() * (seat.looksRight() ? -.06 : .06)
                : 0;
        if (kind == Relation.Kind.RIDING && rider.looksRight() != seat.looksRight() && rider.isMirrorable()) {
            rider.mirror();
        }
        boolean sitsIn =
                seat.kind() == Kind.VESSEL || seat.main().figure().concept().contains("car");
        seat.attach(
                rider,
                x + back + bounds.getCenterX(),
                bounds.getMinY() + bounds.getHeight() * seat.seat(),
                scale,
                sitsIn ? -.5 : .5,
                Piece.Stance.CARRIED);
    }

    private static void into(List<Group> from, List<Group> to) {
        var home = to.getFirst();
        var bounds = home.main().bounds();
        int n = from.size();
        for (int i = 0; i < n; i++) {
            var guest = from.get(i);
            var own = guest.bounds();
            double fit = home.kind().isScenery() ? .3 : .72;
            double scale = Math.min(1, fit * bounds.getWidth() / own.getWidth() / Math.sqrt(n));
            double x = n == 1 ? 0 : (i - (n - 1) / 2.0) / n * bounds.getWidth() * .8;
            if (home.kind().isScenery()) {
                home.attach(guest, x, bounds.getMaxY(), scale, .5, Piece.Stance.CARRIED);
            } else {
                double rise = own.getHeight() * scale * .5;
                home.attach(
                        guest,
                        x + bounds.getCenterX(),
                        bounds.getMinY() + bounds.getHeight() * .16 + rise,
                        scale,
                        -.5,
                        Piece.Stance.CARRIED);
            }
        }
        from.clear();
    }

    private static void above(List<Group> upper, List<Group> lower) {
        var below = lower.getFirst();
        var bounds = below.bounds();
        int n = upper.size();
        for (int i = 0; i < n; i++) {
            double x = bounds.getCenterX()
                    + (i - (n - 1) / 2.0) * upper.get(i).bounds().getWidth() * 1.1;
            below.attach(upper.get(i), x, bounds.getMinY() - bounds.getHeight() * .1, 1, .4, Piece.Stance.FLOATS);
        }
        upper.clear();
    }

    private static void under(List<Group> from, List<Group> to) {
        var roof = to.getFirst();
        var bounds = roof.bounds();
        double wide = 0;
        double high = 0;
        for (var guest : from) {
            wide += guest.bounds().getWidth();
            high = Math.max(high, guest.bounds().getHeight());
        }
        double grow = Math.max(1, wide * 1.15 / bounds.getWidth());
        roof.scale(grow);
        var grown = roof.bounds();
        boolean legs = roof.kind().isScenery() || roof.kind() == Kind.PLANT;
        double x = -wide / 2;
        for (var guest : from) {
            x += guest.bounds().getWidth() / 2;
            double y = legs ? 0 : grown.getMaxY() + high - grown.getHeight() * .35;
            roof.attach(guest, grown.getCenterX() + x, y, 1, legs ? .5 : -.5, Piece.Stance.STANDS);
            x += guest.bounds().getWidth() / 2;
        }
        from.clear();
    }

    private void depth(List<Group> from, List<Group> to, boolean near) {
        var other = to.getFirst();
        var bounds = other.bounds();
        double side = dice.chance(.5) ? 1 : -1;
        int n = from.size();
        for (int i = 0; i < n; i++) {
            var group = from.get(i);
            double x = n == 1
                    ? side * bounds.getWidth() * (other.kind().isScenery() ? .22 : .3)
                    : (i - (n - 1) / 2.0) * group.bounds().getWidth() * .9;
            double rise = Math.min(bounds.getHeight(), group.bounds().getHeight());
            double y = near ? rise * .16 : -rise * .22;
            other.attach(group, bounds.getCenterX() + x, y, 1, near ? 1 : -1, Piece.Stance.STANDS);
        }
        from.clear();
    }

    private static void around(List<Group> from, List<Group> to) {
        var middle = to.getFirst();
        var bounds = middle.bounds();
        int n = from.size();
        for (int i = 0; i < n; i++) {
            double angle = Math.PI * (n == 1 ? .85 : -.15 + 1.3 * i / (n - 1));
            double x = bounds.getCenterX() + Math.cos(angle) * bounds.getWidth() * .8;
            double y = Math.sin(angle) * bounds.getHeight() * .3;
            middle.attach(from.get(i), x, y, .8, y > 0 ? 1 : -1, Piece.Stance.STANDS);
        }
        from.clear();
    }

    private static void touching(List<Group> from, List<Group> to) {
        var other = to.getFirst();
        for (var group : from) {
            var bounds = other.bounds();
            if (!group.looksRight() && group.isMirrorable()) {
                group.mirror();
            }
            if (other.looksRight() && other.isMirrorable()) {
                other.mirror();
            }
            double x = bounds.getMinX()
                    - group.bounds().getMaxX()
                    + Math.min(bounds.getWidth(), group.bounds().getWidth()) * .2;
            other.attach(group, x, 0, 1, .3, Piece.Stance.STANDS);
        }
        from.clear();
    }
}
