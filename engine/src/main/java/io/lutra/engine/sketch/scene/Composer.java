package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.backdrop.Prop;
import io.lutra.engine.sketch.backdrop.Scenery;
import io.lutra.engine.sketch.backdrop.Setting;
import io.lutra.engine.sketch.library.Entry;
import io.lutra.engine.sketch.library.Kind;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop.Feature;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Backdrop.Season;
import io.lutra.engine.sketch.prompt.Backdrop.Time;
import io.lutra.engine.sketch.prompt.Backdrop.Weather;
import io.lutra.engine.sketch.prompt.Colour;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Idea.Framing;
import io.lutra.engine.sketch.prompt.Idea.Mood;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Subject;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Turns an idea into a scene: what the idea leaves open is settled by the seed. Immutable, safe to share. */
public final class Composer {
    /** Side of the square that an emblem's subject fills, in units. */
    private static final double EMBLEM = .52;

    /** Strong grounds of emblems. */
    private static final List<Integer> GROUNDS =
            List.of(0x2F6FDE, 0x1FA187, 0xE4572E, 0x7A4BD1, 0xF2A541, 0x273C5C, 0xD64577, 0x3A9E5B);

    private final Library library;

    /** Borrows the library. */
    public Composer(Library library) {
        this.library = library;
    }

    /**
     * A scene for the idea. Neighbouring seeds give plainly different scenes.
     *
     * @param width in pixels; only the proportions matter
     * @param height in pixels
     */
    public io.lutra.engine.sketch.scene.Scene compose(Idea asked, int width, int height, long seed) {
        double unit = Math.min(width, height);
        double w = width / unit;
        double h = height / unit;
        var dice = new Dice(seed);
        var casting = new Casting(library, dice);
        var idea = Interpretation.of(asked);
        var troupe = new Troupe(casting, dice, idea);
        var setting = setting(idea, troupe, dice.fork("setting"));
        boolean isEmblem = idea.framing() == Framing.EMBLEM;
        var place = Scenery.of(setting, dice.fork("scenery"));
        var scenery = isEmblem ? Scenery.emblem(place, dice) : place;
        var ground = setting.scene() == Scene.PLAIN ? Layout.Ground.PLAIN : Layout.Ground.PLACE;
        var placed = new ArrayList<io.lutra.engine.sketch.scene.Scene.Placed>();
        for (var prop : scenery.props()) {
            prop(prop, idea, w, h).ifPresent(placed::add);
        }
        placed.addAll(new Layout(idea, scenery.floor(), w, h, ground, dice).arrange(troupe.groups()));
        if (isEmblem && !placed.isEmpty()) {
            return new io.lutra.engine.sketch.scene.Scene(w, h, scenery, placed, idea.styles(), seed)
                    .fittedInto(new Rectangle2D.Double(w / 2 - EMBLEM / 2, h / 2 - EMBLEM / 2, EMBLEM, EMBLEM));
        }
        return new io.lutra.engine.sketch.scene.Scene(w, h, scenery, placed, idea.styles(), seed);
    }

    /** The subjects of the idea alone, in the light of another picture. */
    public io.lutra.engine.sketch.scene.Scene composeSubjects(
            Idea idea, Light light, int width, int height, long seed) {
        double unit = Math.min(width, height);
        var dice = new Dice(seed);
        var troupe = new Troupe(new Casting(library, dice), dice, idea);
        var scenery = Scenery.none(light);
        var placed = new Layout(idea, scenery.floor(), width / unit, height / unit, Layout.Ground.UNKNOWN, dice)
                .arrange(troupe.groups());
        return new io.lutra.engine.sketch.scene.Scene(width / unit, height / unit, scenery, placed, List.of(), seed);
    }

    /**
     * A drawing that is in a picture already, dressed as the subject says. Of what is worn and held only that is put on for which
     * there is room, made smaller if need be.
     *
     * @param room how much of a rectangle, 0 to 1, may be painted on; in the same units
     */
    public io.lutra.engine.sketch.scene.Scene composeDressed(
            Subject subject, Sitter sitter, ToDoubleFunction<Rectangle2D> room, int width, int height, long seed) {
        double unit = Math.min(width, height);
        var placed = new Fitting(new Casting(library, new Dice(seed)), new Dice(seed), room)
                .dress(subject, sitter).stream()
                        .map(piece -> new io.lutra.engine.sketch.scene.Scene.Placed(
                                piece, 0, piece.bounds().getMaxY(), Double.POSITIVE_INFINITY))
                        .toList();
        return new io.lutra.engine.sketch.scene.Scene(
                width / unit, height / unit, Scenery.none(sitter.light()), placed, List.of(), seed);
    }

    /**
     * The subjects of the idea alone, on nothing, as large as the picture allows. An idea of a place without subjects becomes
     * that place as a round badge.
     */
    public io.lutra.engine.sketch.scene.Scene composeCutOut(Idea idea, int width, int height, long seed) {
        var subjects = composeSubjects(idea, Light.NONE, width, height, seed);
        if (subjects.placed().isEmpty()) {
            var place = compose(idea, width, height, seed);
            return new io.lutra.engine.sketch.scene.Scene(
                    place.width(),
                    place.height(),
                    Scenery.badge(place.scenery()),
                    place.placed(),
                    place.styles(),
                    seed);
        }
        double margin = new Dice(seed).fork("margin").between(.04, .09);
        var fitted = subjects.fittedInto(
                new Rectangle2D.Double(margin, margin, subjects.width() - 2 * margin, subjects.height() - 2 * margin));
        return new io.lutra.engine.sketch.scene.Scene(
                fitted.width(), fitted.height(), fitted.scenery(), fitted.placed(), idea.styles(), seed);
    }

    private Optional<io.lutra.engine.sketch.scene.Scene.Placed> prop(Prop prop, Idea idea, double w, double h) {
        boolean isSubject = idea.subjects().stream()
                .anyMatch(s -> s.thing().best().concept().equals(prop.concept()));
        if (isSubject || idea.exclusions().concepts().contains(prop.concept())) {
            return Optional.empty();
        }
        return library.find(prop.concept()).map(entry -> {
            var dice = new Dice(prop.concept().hashCode() + Math.round(prop.x() * 1000));
            var piece = new Casting(library, dice).piece(dice.pick(entry.figures()), Look.UNSAID, prop.size());
            var place = AffineTransform.getTranslateInstance(prop.x() * w, prop.base() * h);
            return new io.lutra.engine.sketch.scene.Scene.Placed(
                    piece.moved(place, 0), prop.haze(), prop.base() * h, Double.POSITIVE_INFINITY);
        });
    }

    private static Setting setting(Idea idea, Troupe troupe, Dice dice) {
        var backdrop = idea.backdrop();
        var colours = backdrop.colours().stream().map(Colour::rgb).toList();
        var scene = backdrop.scene();
        if (scene == Scene.UNSAID
                || (idea.framing() == Framing.EMBLEM && !idea.subjects().isEmpty())) {
            scene = scene(idea, troupe, dice);
        } else if (scene == Scene.RIVER
                && idea.subjects().isEmpty()
                && !backdrop.features().contains(Feature.WATERFALL)) {
            scene = Scene.MEADOW;
        }
        var time = backdrop.time();
        if (time == Time.UNSAID) {
            time = troupe.shows("moon") ? Time.NIGHT : time(idea, dice);
        }
        var season = backdrop.season();
        if (season == Season.UNSAID) {
            season = dice.chance(.15) ? Season.SPRING : Season.SUMMER;
        }
        int subject = troupe.groups().stream()
                .findFirst()
                .map(g -> g.main()
                        .colour()
                        .map(c -> c.target().getFirst())
                        .orElse(g.main().figure().colours().getFirst()))
                .orElse(0x808080);
        return new Setting(
                scene,
                time,
                backdrop.weather(),
                season,
                backdrop.features(),
                colours.isEmpty() && idea.framing() == Framing.EMBLEM && scene == Scene.PLAIN
                        ? List.of(contrast(subject, dice))
                        : colours,
                subject,
                idea.moods(),
                absent(idea, troupe));
    }

    /** What the sky must not have: what the prompt excludes, and a second sun or moon. */
    private static Set<String> absent(Idea idea, Troupe troupe) {
        var absent = new HashSet<>(idea.exclusions().words());
        Stream.of("sun", "moon").filter(troupe::shows).forEach(absent::add);
        return absent;
    }

    /** A strong colour that the subject stands out from. */
    private static int contrast(int subject, Dice dice) {
        int first = dice.turn("ground", GROUNDS.size());
        int best = GROUNDS.get(first);
        for (int i = 0; i < GROUNDS.size(); i++) {
            int colour = GROUNDS.get((first + i) % GROUNDS.size());
            double hue = Math.abs(Tones.hue(colour) - Tones.hue(subject));
            boolean isOther = Math.min(hue, 1 - hue) > .2 || Tones.saturation(subject) < .2;
            if (isOther && Math.abs(Tones.luma(colour) - Tones.luma(subject)) > .15) {
                return colour;
            }
        }
        return best;
    }

    private static Scene scene(Idea idea, Troupe troupe, Dice dice) {
        var backdrop = idea.backdrop();
        if (idea.framing() == Framing.EMBLEM && backdrop.features().contains(Feature.MOUNTAINS)) {
            return Scene.MOUNTAINS;
        }
        if (!idea.subjects().isEmpty() && (idea.framing() == Framing.EMBLEM || idea.framing() == Framing.PORTRAIT)) {
            return Scene.PLAIN;
        }
        boolean outdoors = backdrop.weather() != Weather.UNSAID
                || backdrop.season() != Season.UNSAID
                || backdrop.time() != Time.UNSAID;
        if (idea.framing() == Framing.PATTERN || (!backdrop.colours().isEmpty() && !outdoors)) {
            return Scene.PLAIN;
        }
        var lead = troupe.lead();
        if (lead.isEmpty()) {
            return outdoors || idea.subjects().isEmpty() ? Scene.MEADOW : Scene.PLAIN;
        }
        var habitat = lead.get().habitat();
        if (outdoors) {
            return habitat == Scene.PLAIN || isIndoors(habitat)
                    ? dice.pick(List.of(Scene.MEADOW, Scene.PARK, Scene.STREET))
                    : habitat;
        }
        boolean tossed = dice.turn("place", 4) == 1;
        if (habitat == Scene.PLAIN || (tossed && !isAtHomeOnly(lead.get()))) {
            return Scene.PLAIN;
        }
        var homes = alternatives(habitat);
        return homes.get(dice.turn("home", homes.size()));
    }

    /** Places that go for one another, the usual one more often. */
    private static List<Scene> alternatives(Scene habitat) {
        return switch (habitat) {
            case MEADOW -> List.of(Scene.MEADOW, Scene.PARK, Scene.MOUNTAINS, Scene.MEADOW, Scene.FOREST);
            case FOREST -> List.of(Scene.FOREST, Scene.MEADOW, Scene.FOREST, Scene.MOUNTAINS, Scene.SNOW);
            case PARK -> List.of(Scene.PARK, Scene.MEADOW, Scene.STREET, Scene.GARDEN, Scene.BEACH);
            case ROOM -> List.of(Scene.ROOM, Scene.GARDEN, Scene.STREET, Scene.ROOM, Scene.MEADOW);
            case SEA -> List.of(Scene.SEA, Scene.LAKE, Scene.SEA, Scene.RIVER, Scene.SEA);
            case LAKE -> List.of(Scene.LAKE, Scene.RIVER, Scene.LAKE);
            case CITY, STREET -> List.of(Scene.STREET, Scene.PARK, Scene.CITY, Scene.VILLAGE, Scene.CITY);
            case TABLE -> List.of(Scene.TABLE, Scene.KITCHEN, Scene.TABLE);
            case GARDEN -> List.of(Scene.GARDEN, Scene.MEADOW, Scene.GARDEN);
            case FARM -> List.of(Scene.FARM, Scene.MEADOW, Scene.FARM);
            case JUNGLE -> List.of(Scene.JUNGLE, Scene.RIVER, Scene.JUNGLE);
            default -> List.of(habitat);
        };
    }

    /** Whether it looks lost anywhere but at home. */
    private static boolean isAtHomeOnly(Entry entry) {
        return entry.kind().isScenery() || entry.kind() == Kind.VESSEL || entry.kind() == Kind.SKY;
    }

    private static boolean isIndoors(Scene scene) {
        return switch (scene) {
            case ROOM, BEDROOM, KITCHEN, CAFE, LIBRARY, CLASSROOM, LABORATORY, STAGE, PARTY, TABLE -> true;
            default -> false;
        };
    }

    private static Time time(Idea idea, Dice dice) {
        var features = idea.backdrop().features();
        if (features.contains(Feature.NEON) || features.contains(Feature.AURORA)) {
            return Time.NIGHT;
        }
        if (idea.moods().contains(Mood.SPOOKY) || idea.moods().contains(Mood.MYSTERIOUS)) {
            return Time.NIGHT;
        }
        if (idea.moods().contains(Mood.ROMANTIC) || idea.moods().contains(Mood.EPIC)) {
            return Time.SUNSET;
        }
        if (dice.turn("time", 5) == 3) {
            return dice.chance(.6) ? Time.SUNSET : Time.SUNRISE;
        }
        return Time.DAY;
    }
}
