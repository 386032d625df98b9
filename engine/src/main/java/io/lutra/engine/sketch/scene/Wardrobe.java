package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.library.Figure;
import io.lutra.engine.sketch.library.Figure.Head;
import io.lutra.engine.sketch.library.Figure.Wear;
import io.lutra.engine.sketch.library.Kind;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.prompt.Look.Size;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Thing;
import java.awt.geom.AffineTransform;

/** Puts on a group what its subject wears and holds. */
final class Wardrobe {
    private final Casting casting;
    private final Dice dice;

    Wardrobe(Casting casting, Dice dice) {
        this.casting = casting;
        this.dice = dice;
    }

    /** Dresses the group's main piece. */
    void dress(Group group, Subject subject, int instance) {
        int layer = 0;
        for (var worn : subject.worn()) {
            var entry = casting.entry(worn.thing());
            if (entry.isPresent()) {
                layer++;
                wear(group, worn, casting.figure(entry.get(), instance), layer);
            }
        }
        int hand = 0;
        for (var held : subject.held()) {
            var entry = casting.entry(held);
            if (entry.isPresent()) {
                hold(
                        group,
                        held,
                        casting.figure(entry.get(), instance),
                        entry.get().kind(),
                        hand++);
            }
        }
    }

    private void wear(Group group, Subject.Worn worn, Figure attire, int layer) {
        var body = group.main().figure();
        var head = body.head().orElseGet(() -> guess(body));
        double slim = worn.thing().look().size().scale();
        var own = casting.piece(attire, worn.thing().look(), 1);
        var box = attire.box();
        double order = .1 + layer * .01;
        switch (worn.place()) {
            case HEAD -> {
                var wear = attire.wear()
                        .orElse(new Wear(box.centreX(), box.bottom() - box.height() * .06, box.width() * .9));
                double width = head.width() * 1.12 * slim;
                put(
                        group,
                        own,
                        wear.x(),
                        wear.y(),
                        width / wear.width(),
                        head.x(),
                        head.crown(),
                        head.tilt() + dice.around(5),
                        order + .02);
            }
            case EYES ->
                put(
                        group,
                        own,
                        box.centreX(),
                        box.y() + box.height() * .5,
                        head.width() * 1.02 * slim / box.width(),
                        head.x(),
                        head.eyes(),
                        head.tilt(),
                        order);
            case FACE ->
                put(
                        group,
                        own,
                        box.centreX(),
                        box.y() + box.height() * .5,
                        head.width() * .6 * slim / box.width(),
                        head.x(),
                        head.eyes() + (head.chin() - head.eyes()) * .55,
                        head.tilt(),
                        order);
            case NECK -> {
                var wear =
                        attire.wear().orElse(new Wear(box.centreX(), box.y() + box.height() * .22, box.width() * .8));
                put(
                        group,
                        own,
                        wear.x(),
                        wear.y(),
                        head.width() * .85 * slim / wear.width(),
                        head.x(),
                        head.chin(),
                        head.tilt(),
                        order);
            }
            case BODY, HANDS -> {
                double middle = (head.chin() + body.box().bottom()) / 2;
                put(
                        group,
                        own,
                        box.centreX(),
                        box.y() + box.height() * .5,
                        body.box().width() * .62 * slim / box.width(),
                        body.box().centreX(),
                        middle,
                        0,
                        order - .03);
            }
            case BACK ->
                put(
                        group,
                        own,
                        box.centreX(),
                        box.y() + box.height() * .4,
                        body.box().width() * .9 * slim / box.width(),
                        body.box().centreX(),
                        body.box().y() + body.box().height() * .45,
                        0,
                        -.1);
            case FEET ->
                put(
                        group,
                        own,
                        box.centreX(),
                        box.bottom(),
                        body.box().width() * .5 * slim / box.width(),
                        (body.feet().left() + body.feet().right()) / 2,
                        body.box().bottom() + body.box().height() * .02,
                        0,
                        order);
        }
    }

    /** Where the head of a drawing should be that nobody measured. */
    private static Head guess(Figure body) {
        var box = body.box();
        return new Head(
                box.centreX(),
                box.y() + box.height() * .06,
                box.width() * .6,
                box.y() + box.height() * .3,
                box.y() + box.height() * .55,
                0);
    }

    /** Puts the point (x, y) of the attire on the point (bx, by) of the body, both in their drawings' squares. */
    private static void put(
            Group group,
            Piece attire,
            double x,
            double y,
            double scale,
            double bx,
            double by,
            double tilt,
            double order) {
        var place = new AffineTransform(group.main().place());
        place.translate(bx, by);
        place.rotate(Math.toRadians(tilt));
        place.scale(scale, scale);
        place.translate(-x, -y);
        group.add(new Piece(
                attire.figure(),
                place,
                attire.colour(),
                group.main().order() + order,
                Piece.Stance.CARRIED,
                group.main().alpha(),
                attire.glows()));
    }

    private void hold(Group group, Thing thing, Figure figure, Kind kind, int hand) {
        var bounds = group.main().bounds();
        double body = Math.max(bounds.getWidth(), bounds.getHeight());
        double part = thing.look().size() == Size.USUAL
                ? .42
                : .42 * thing.look().size().scale();
        if (kind == Kind.FLYER
                || figure.concept().contains("balloon")
                || figure.concept().contains("umbrella")) {
            part = .62;
        }
        boolean left = group.looksRight() == (hand % 2 == 1);
        double x = left ? bounds.getMinX() + bounds.getWidth() * .1 : bounds.getMaxX() - bounds.getWidth() * .1;
        boolean high = part > .5;
        double y = high ? bounds.getCenterY() - bounds.getHeight() * .12 : bounds.getMaxY() - bounds.getHeight() * .12;
        int count = Math.min(thing.count().number(), 5);
        for (int i = 0; i < count; i++) {
            var piece = casting.piece(figure, thing.look(), body * part);
            var place = AffineTransform.getTranslateInstance(
                    x + (i - (count - 1) / 2.0) * body * part * .45, y - Math.abs(i - (count - 1) / 2.0) * -.03);
            place.rotate(Math.toRadians(dice.around(8) + (i - (count - 1) / 2.0) * 9));
            group.add(piece.moved(place, group.main().order() + .2 + i * .001).standing(Piece.Stance.CARRIED));
        }
    }
}
