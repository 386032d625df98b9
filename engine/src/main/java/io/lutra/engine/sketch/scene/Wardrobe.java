package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.library.Entry;
import io.lutra.engine.sketch.library.Figure;
import io.lutra.engine.sketch.library.Figure.Head;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Subject.Place;
import io.lutra.engine.sketch.prompt.Thing;
import java.awt.geom.AffineTransform;
import java.util.Map;
import java.util.Set;

/** Puts on a group what its subject wears and holds. */
final class Wardrobe {
    /** Attire that looks another way when it is worn. */
    private static final Map<String, String> AS_WORN = Map.of("scarf", "worn-scarf", "necktie", "bow-tie");

    /** What drawings of some people wear anyway. */
    private static final Map<String, Set<String>> DRAWN_WITH = Map.of(
            "person-with-crown", Set.of("crown"),
            "prince", Set.of("crown"),
            "princess", Set.of("crown"),
            "santa-claus", Set.of("santa-hat"),
            "mrs-claus", Set.of("santa-hat"),
            "mage", Set.of("wizard-hat"),
            "man-mage", Set.of("wizard-hat"),
            "woman-mage", Set.of("wizard-hat"),
            "cowboy-hat-face", Set.of("cowboy-hat"),
            "detective", Set.of("womans-hat", "top-hat"));

    private static final double HELD_SIZE = .42;
    private static final double RAISED_SIZE = .62;

    private final Casting casting;
    private final Dice dice;

    Wardrobe(Casting casting, Dice dice) {
        this.casting = casting;
        this.dice = dice;
    }

    /**
     * A stretch of a drawing, in its square.
     *
     * @param x its middle
     * @param y its height
     * @param width its length
     * @param tilt in degrees clockwise
     */
    private record Stretch(double x, double y, double width, double tilt) {}

    /** Dresses the group. */
    void dress(Group group, Subject subject, int instance) {
        int layer = 0;
        for (var worn : subject.worn()) {
            var entry = casting.entry(worn.thing())
                    .map(e -> casting.named(AS_WORN.getOrDefault(e.concept().id(), ""))
                            .orElse(e));
            if (entry.isPresent() && !isPartOf(entry.get(), group.wearer().figure())) {
                wear(group, worn, casting.figure(entry.get(), instance), ++layer);
            }
        }
        int hand = 0;
        for (var held : subject.held()) {
            var entry = casting.entry(held);
            if (entry.isPresent()) {
                hold(group, held, casting.figure(entry.get(), instance), hand++);
            }
        }
    }

    private static boolean isPartOf(Entry attire, Figure bearer) {
        return DRAWN_WITH
                .getOrDefault(bearer.concept(), Set.of())
                .contains(attire.concept().id());
    }

    private void wear(Group group, Subject.Worn worn, Figure attire, int layer) {
        boolean onBody = worn.place() == Place.BODY
                || worn.place() == Place.BACK
                || worn.place() == Place.FEET
                || worn.place() == Place.HANDS;
        var bearer = onBody ? group.main() : group.wearer();
        var piece = casting.piece(attire, worn.thing().look(), 1);
        var grip = grip(worn.place(), attire);
        var spot = spot(worn.place(), bearer.figure());
        double scale = spot.width() / grip.width() * worn.thing().look().size().scale();
        if (worn.place() == Place.HEAD) {
            scale = Math.min(
                    scale,
                    tallest(bearer)
                            / Math.max(attire.box().height(), attire.box().width() * .8));
        }
        var place = new AffineTransform(bearer.place());
        place.translate(spot.x(), spot.y());
        place.rotate(Math.toRadians(spot.tilt()));
        place.scale(scale, scale);
        place.translate(-grip.x(), -grip.y());
        double order = worn.place() == Place.BACK ? -.1 : worn.place() == Place.BODY ? .04 : .1 + layer * .01;
        group.add(new Piece(
                attire,
                place,
                piece.colour(),
                bearer.order() + order,
                Piece.Stance.CARRIED,
                bearer.alpha(),
                piece.glows()));
    }

    /** How large a hat may be: not much larger than a head, and less than the half of a whole body. */
    private static double tallest(Piece bearer) {
        var box = bearer.figure().box();
        double side = Math.max(box.width(), box.height());
        var head = bearer.figure().head();
        double height =
                head.map(h -> Math.max(h.chin() - h.crown(), h.width() * .7)).orElse(side * .4);
        return Math.min(side * .8, height * 1.15);
    }

    /** The stretch of the attire that comes to lie on the body. */
    private static Stretch grip(Place place, Figure attire) {
        var box = attire.box();
        if (attire.wear().isPresent() && (place == Place.HEAD || place == Place.NECK || place == Place.FACE)) {
            var wear = attire.wear().get();
            return new Stretch(wear.x(), wear.y(), wear.width(), 0);
        }
        double y = switch (place) {
            case HEAD -> box.bottom() - box.height() * .06;
            case EYES, FACE, BODY, HANDS -> box.y() + box.height() * .5;
            case NECK -> box.y() + box.height() * .22;
            case BACK -> box.y() + box.height() * .4;
            case FEET -> box.bottom();
        };
        return new Stretch(box.centreX(), y, box.width(), 0);
    }

    /** The stretch of the body that the attire lies on. */
    private Stretch spot(Place place, Figure body) {
        var head = body.head().orElseGet(() -> guess(body));
        var box = body.box();
        return switch (place) {
            case HEAD -> new Stretch(head.x(), head.crown(), head.width() * 1.06, head.tilt() + dice.around(5));
            case EYES -> new Stretch(head.x(), head.eyes(), head.width() * 1.02, head.tilt());
            case FACE ->
                new Stretch(head.x(), head.eyes() + (head.chin() - head.eyes()) * .5, head.width() * .55, head.tilt());
            case NECK ->
                new Stretch(
                        head.x(), head.chin() - (head.chin() - head.eyes()) * .1, head.width() * .95, head.tilt() / 2);
            case BODY, HANDS -> new Stretch(box.centreX(), box.y() + box.height() * .5, box.width() * .8, 0);
            case BACK -> new Stretch(box.centreX(), box.y() + box.height() * .4, box.width() * 1.15, 0);
            case FEET ->
                new Stretch(
                        (body.feet().left() + body.feet().right()) / 2,
                        box.bottom() + box.height() * .02,
                        box.width() * .6,
                        0);
        };
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

    private void hold(Group group, Thing thing, Figure figure, int hand) {
        var bounds = group.main().bounds().createUnion(group.wearer().bounds());
        double body = Math.max(bounds.getWidth(), bounds.getHeight());
        boolean raised = figure.concept().contains("balloon")
                || figure.concept().contains("umbrella")
                || figure.concept().contains("flag")
                || figure.concept().equals("kite");
        double size = body
                * (raised ? RAISED_SIZE : HELD_SIZE)
                * Math.sqrt(thing.look().size().scale());
        boolean left = group.looksRight() == (hand % 2 == 1);
        double inset = raised ? -size * .2 : bounds.getWidth() * .08;
        double x = left ? bounds.getMinX() + inset : bounds.getMaxX() - inset;
        double y = raised ? bounds.getCenterY() : bounds.getMaxY() - bounds.getHeight() * .1;
        int count = Math.min(thing.count().number(), 5);
        for (int i = 0; i < count; i++) {
            double off = i - (count - 1) / 2.0;
            // A raised bunch is beside the face, one higher and one lower.
            double aside = raised ? (count - 1) / 2.0 * (left ? -1 : 1) : 0;
            double drop = raised ? i % 2 * -.2 : Math.abs(off) * .05;
            var place = AffineTransform.getTranslateInstance(x + (off + aside) * size * .46, y + drop * size);
            place.rotate(Math.toRadians(dice.around(7) + off * 8));
            group.add(casting.piece(figure, thing.look(), size)
                    .moved(place, group.main().order() + .2 + i * .001)
                    .standing(Piece.Stance.CARRIED));
        }
    }
}
