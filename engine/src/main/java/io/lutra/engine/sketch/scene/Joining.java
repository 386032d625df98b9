package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.library.Kind;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.prompt.Relation;
import java.util.List;

/** Puts groups on, in, under or beside others, as relations say: those that come become part of the one that they come to. */
final class Joining {
    private static final double BUST_ON_A_SEAT = .62;
    /** How much of a flower's height is out of its vase, and of anything else in a box. */
    private static final double FLOWER_OUT = .72;

    private static final double GUEST_OUT = .62;

    /** Width of a trunk, as a part of its tree's. */
    private static final double TRUNK = .2;

    private final Dice dice;

    Joining(Dice dice) {
        this.dice = dice;
    }

    /**
     * Joins groups; both lists have one or more.
     *
     * @return whether they were joined: if not, they stay on their own. With {@link Relation.Kind#BELOW} the second become part of
     *     the first, else the first of the second
     */
    boolean join(List<Group> from, Relation.Kind kind, List<Group> to) {
        switch (kind) {
            case ON, RIDING -> onto(from, to, kind);
            case INSIDE -> {
                return into(from, to);
            }
            case ABOVE -> {
                return above(from, to);
            }
            case BELOW -> {
                return above(to, from);
            }
            case UNDER -> {
                return under(from, to);
            }
            case IN_FRONT_OF -> depth(from, to, true);
            case BEHIND -> depth(from, to, false);
            case AROUND -> around(from, to);
            case TOUCHING -> touching(from, to);
            case LEFT_OF, RIGHT_OF, BESIDE, BETWEEN, WITH, FACING, CHASING -> {
                return false;
            }
        }
        return true;
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
    }

    private void seat(Group rider, Group seat, double x, Relation.Kind kind) {
        var bounds = seat.main().bounds();
        var own = rider.bounds();
        double most = rider.kind() == Kind.BUST ? BUST_ON_A_SEAT : 1;
        double scale = Math.min(1, most * bounds.getWidth() / own.getWidth());
        if (!rider.kind().isAlive() && rider.kind() != Kind.FOOD) {
            scale = Math.min(scale, bounds.getHeight() * .7 / own.getHeight());
        }
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

    private static boolean into(List<Group> from, List<Group> to) {
        var home = to.getFirst();
        if (home.kind().isScenery()) {
            return false;
        }
        var bounds = home.main().bounds();
        int n = from.size();
        for (int i = 0; i < n; i++) {
            var guest = from.get(i);
            double slot = n == 1 ? 0 : (i - (n - 1) / 2.0) / n;
            boolean isFlower = guest.kind() == Kind.PLANT;
            var own = guest.bounds();
            double scale = isFlower
                    ? 1.05 * bounds.getHeight() / own.getHeight()
                    : Math.min(1, .8 * bounds.getWidth() / own.getWidth() / Math.sqrt(n));
            if (isFlower && n > 1) {
                guest.turn(slot * 56);
            }
            double hidden = (1 - (isFlower ? FLOWER_OUT : GUEST_OUT)) * own.getHeight() * scale;
            home.attach(
                    guest,
                    bounds.getCenterX() + slot * bounds.getWidth() * (isFlower ? .5 : .8),
                    bounds.getMinY() + bounds.getHeight() * .08 + hidden,
                    scale,
                    isFlower ? -.5 + i * .01 : -.5,
                    Piece.Stance.CARRIED);
        }
        return true;
    }

    private static boolean above(List<Group> upper, List<Group> lower) {
        if (upper.stream().allMatch(group -> group.kind().isAirborne()) && upper.size() + lower.size() > 2) {
            return false;
        }
        var below = lower.getFirst();
        var bounds = below.bounds();
        int n = upper.size();
        for (int i = 0; i < n; i++) {
            double x = bounds.getCenterX()
                    + (i - (n - 1) / 2.0) * upper.get(i).bounds().getWidth() * 1.1;
            below.attach(upper.get(i), x, bounds.getMinY() - bounds.getHeight() * .1, 1, .4, Piece.Stance.FLOATS);
        }
        return true;
    }

    /** Under the sky's things one simply stands; under a tree before its trunk, to both sides; else below the middle. */
    private static boolean under(List<Group> from, List<Group> to) {
        var roof = to.getFirst();
        if (roof.kind().isAirborne()) {
            return false;
        }
        boolean hasTrunk = roof.kind().isScenery()
                || roof.kind() == Kind.PLANT
                || roof.main().figure().concept().contains("tree");
        double wide = 0;
        double high = 0;
        for (var guest : from) {
            wide += guest.bounds().getWidth();
            high = Math.max(high, guest.bounds().getHeight());
        }
        double trunk = hasTrunk ? roof.bounds().getWidth() * TRUNK : 0;
        roof.scale(Math.max(
                hasTrunk ? high * 1.9 / roof.bounds().getHeight() : 1,
                (wide + trunk) * 1.1 / roof.bounds().getWidth()));
        var grown = roof.bounds();
        trunk = hasTrunk ? grown.getWidth() * TRUNK : 0;
        double gap = from.size() > 1 ? trunk : 0;
        double x = -(wide + gap) / 2 + (from.size() == 1 && hasTrunk ? (wide + trunk) / 2 * .8 : 0);
        for (int i = 0; i < from.size(); i++) {
            var guest = from.get(i);
            x += guest.bounds().getWidth() / 2 + (i == (from.size() + 1) / 2 ? gap : 0);
            double y = hasTrunk ? high * .06 : grown.getMaxY() + high - grown.getHeight() * .35;
            roof.attach(guest, grown.getCenterX() + x, y, 1, hasTrunk ? .5 : -.5, Piece.Stance.STANDS);
            x += guest.bounds().getWidth() / 2;
        }
        return true;
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
    }
}
