package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.library.Entry;
import io.lutra.engine.sketch.library.Figure;
import io.lutra.engine.sketch.library.Kind;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Recolouring;
import io.lutra.engine.sketch.paint.Sprite;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Colour;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Look.Trait;
import io.lutra.engine.sketch.prompt.Thing;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses the drawing of a thing and how it is drawn. */
final class Casting {
    private static final double NEARLY_AS_GOOD = .03;
    private static final List<Integer> CLOTHES = List.of(0x4A90D9, 0xEF7D57, 0x57B894, 0xB36BD6, 0xF2B84B, 0xE0567A);

    /** Side, in pixels, at which drawings are looked at. */
    private static final int SMALL = 48;

    private final Library library;
    private final Dice dice;

    Casting(Library library, Dice dice) {
        this.library = library;
        this.dice = dice;
    }

    /** What the thing is, or empty if the library has none of its candidates. */
    Optional<Entry> entry(Thing thing) {
        var known = new ArrayList<Entry>();
        double best = 0;
        for (var candidate : thing.candidates()) {
            var entry = library.find(candidate.concept());
            if (entry.isPresent() && (known.isEmpty() || candidate.score() > best - NEARLY_AS_GOOD)) {
                best = Math.max(best, candidate.score());
                known.add(entry.get());
            }
        }
        if (known.isEmpty()) {
            return Optional.empty();
        }
        var whole = known.stream().filter(Casting::isWhole).toList();
        var choices = whole.isEmpty() ? known : whole;
        boolean isExact = choices.getFirst().concept().name().equals(thing.words());
        return Optional.of(choices.get(isExact ? 0 : dice.turn("entry" + thing.words(), Math.min(choices.size(), 3))));
    }

    /** Whether there is more to see than a head. */
    private static boolean isWhole(Entry entry) {
        return entry.kind() != Kind.HEAD || entry.body() != Entry.Body.NONE;
    }

    /** The concept of this id. */
    Optional<Entry> named(String concept) {
        return library.find(concept);
    }

    /** Whether a drawing of a person ends at the chin: what is lowest in its middle is skin, hair or beard, not clothes. */
    boolean isHeadOnly(Figure figure) {
        if (figure.head().isEmpty()) {
            return false;
        }
        var box = figure.box();
        var head = figure.head().get();
        var sprite = Sprite.of(
                library.artwork(figure),
                AffineTransform.getScaleInstance(SMALL, SMALL),
                new Rectangle2D.Double(0, 0, SMALL, SMALL));
        int low = at(sprite, head.x(), box.bottom() - box.height() * .05);
        int skin = at(sprite, head.x(), head.eyes() + (box.bottom() - head.eyes()) * .3);
        int hair = at(sprite, head.x(), box.y() + box.height() * .06);
        return low >>> 24 < 128 || near(low, skin) || near(low, hair);
    }

    private static int at(Sprite sprite, double x, double y) {
        int u = Math.clamp(Math.round(x * SMALL) - sprite.x(), 0, sprite.image().getWidth() - 1);
        int v = Math.clamp(Math.round(y * SMALL) - sprite.y(), 0, sprite.image().getHeight() - 1);
        return sprite.image().getRGB(u, v);
    }

    private static boolean near(int a, int b) {
        int most = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            most = Math.max(most, Math.abs(((a >> shift) & 255) - ((b >> shift) & 255)));
        }
        return most < 56;
    }

    /** Whether an animal's drawing is a head that a body fits below: about as wide as high. */
    private static boolean isRound(Figure head) {
        double aspect = head.box().width() / head.box().height();
        return aspect > .68 && aspect < 1.45;
    }

    /** The body that goes below the drawings of a head, in colours that match the given one. */
    Optional<Piece> body(Entry entry, Figure head, Look look, int instance) {
        boolean fits = switch (entry.body()) {
            case NONE -> false;
            case PLUSH -> isRound(head);
            case DRESSED, GOWN -> isHeadOnly(head);
            case METAL -> true;
        };
        if (!fits) {
            return Optional.empty();
        }
        var name = switch (entry.body()) {
            case NONE -> "";
            case PLUSH -> (dice.turn("body", 2) + instance) % 2 == 0 ? "body-sitting" : "body-standing";
            case DRESSED -> "body-dressed";
            case GOWN -> "body-gown";
            case METAL -> "body-metal";
        };
        return named(name).map(body -> {
            var figure = body.figures().getFirst();
            var piece = piece(figure, look, 1);
            var colours = switch (entry.body()) {
                case PLUSH ->
                    look.colours().isEmpty()
                            ? Optional.of(fur(head))
                            : colour(head, look).map(Recolouring::target);
                case DRESSED, GOWN ->
                    Optional.of(
                            List.of(CLOTHES.get((dice.turn("clothes", CLOTHES.size()) + instance) % CLOTHES.size())));
                case NONE, METAL -> Optional.<List<Integer>>empty();
            };
            var dye = entry.body() == Entry.Body.PLUSH
                    ? colours.map(c -> new Recolouring(c, figure.colours()))
                    : colours.map(c -> new Recolouring(c, figure.colours().subList(0, 1)));
            return new Piece(
                    figure,
                    piece.place(),
                    entry.body() == Entry.Body.PLUSH ? dye : Optional.empty(),
                    0,
                    Piece.Stance.STANDS,
                    piece.alpha(),
                    piece.glows());
        });
    }

    /** Shoulders in some colour, for the portrait of a person. */
    Optional<Piece> shoulders() {
        return named("body-shoulders").map(entry -> {
            var figure = entry.figures().getFirst();
            var piece = piece(figure, Look.UNSAID, 1);
            return new Piece(figure, piece.place(), Optional.empty(), 0, Piece.Stance.STANDS, 1, false);
        });
    }

    /** The colour of a head's fur and of its lightest part. */
    private static List<Integer> fur(Figure head) {
        int main = head.colours().getFirst();
        int pale = main;
        for (int colour : head.colours()) {
            if (Tones.luma(colour) > Tones.luma(pale)) {
                pale = colour;
            }
        }
        if (Tones.luma(main) > .85) {
            // A panda's body is black; other white beasts are white all over.
            double black = head.concept().equals("panda") ? .78 : .06;
            return List.of(Tones.mix(main, 0x40404A, black), main);
        }
        return List.of(main, Tones.luma(pale) - Tones.luma(main) < .12 ? Tones.light(main, .45) : pale);
    }

    /** Another of the entry's drawings for every picture of a request, and for every instance in a picture. */
    Figure figure(Entry entry, int instance) {
        var figures = entry.figures();
        return figures.get((dice.turn("figure", figures.size()) + instance) % figures.size());
    }

    /** Likewise, for one that wears something: of a head, a drawing that shows the head from the front, if there is one. */
    Figure wearer(Entry entry, int instance) {
        var figure = figure(entry, instance);
        for (int i = 1;
                entry.kind() == Kind.HEAD
                        && !isRound(figure)
                        && i < entry.figures().size();
                i++) {
            figure = figure(entry, instance + i);
        }
        return figure;
    }

    /** The drawing with its lower edge's middle at the origin and its larger side this long. */
    Piece piece(Figure figure, Look look, double size) {
        var box = figure.box();
        double scale = size / Math.max(box.width(), box.height());
        double wide = scale;
        double high = scale;
        if (look.traits().contains(Trait.FAT)) {
            wide *= 1.25;
        }
        if (look.traits().contains(Trait.THIN)) {
            wide *= .8;
        }
        if (look.traits().contains(Trait.TALL)) {
            high *= 1.2;
        }
        if (look.traits().contains(Trait.SHORT)) {
            high *= .8;
        }
        var place = AffineTransform.getScaleInstance(wide, high);
        place.translate(-box.centreX(), -box.bottom());
        if (look.traits().contains(Trait.UPSIDE_DOWN)) {
            var over = AffineTransform.getTranslateInstance(0, -box.height() * high);
            over.scale(1, -1);
            over.concatenate(place);
            place = over;
        }
        return new Piece(
                figure,
                place,
                colour(figure, look),
                0,
                Piece.Stance.STANDS,
                look.traits().contains(Trait.GHOSTLY) ? .6 : 1,
                look.traits().contains(Trait.GLOWING) || look.traits().contains(Trait.BURNING));
    }

    private Optional<Recolouring> colour(Figure figure, Look look) {
        if (look.colours().isEmpty()) {
            return Optional.empty();
        }
        var shade = dice.fork("shade" + figure.concept());
        List<Integer> target = look.colours().stream()
                .map(Colour::rgb)
                .map(rgb -> Tones.saturation(rgb) < .1
                        ? rgb
                        : Tones.hsl(
                                Tones.hue(rgb) + shade.around(.012),
                                Tones.saturation(rgb),
                                Math.clamp(Tones.lightness(rgb) + shade.around(.04), .05, .97)))
                .toList();
        return Optional.of(new Recolouring(target, figure.colours()));
    }
}
