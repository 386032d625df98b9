package io.lutra.engine.sketch.prompt;

import java.util.List;
import java.util.Set;

/**
 * Where and when.
 *
 * @param scene the kind of place
 * @param colours what the ground behind the subjects is coloured ("on a blue background"), in order; with
 *     {@link Scene#PLAIN} it is all there is, with a place it tints it; several are a gradient
 * @param time of the day
 * @param weather of the scene
 * @param season of the year
 * @param features what else the place has that is no thing of its own
 */
public record Backdrop(
        Scene scene, List<Colour> colours, Time time, Weather weather, Season season, Set<Feature> features) {
    /** Nothing said. */
    public static final Backdrop UNSAID =
            new Backdrop(Scene.UNSAID, List.of(), Time.UNSAID, Weather.UNSAID, Season.UNSAID);

    /** Copies the collections. */
    public Backdrop {
        colours = List.copyOf(colours);
        features = Set.copyOf(features);
    }

    /** A backdrop without further features. */
    public Backdrop(Scene scene, List<Colour> colours, Time time, Weather weather, Season season) {
        this(scene, colours, time, weather, season, Set.of());
    }

    /** What a place may have, whatever kind of place it is. */
    public enum Feature {
        MOUNTAINS,
        HILLS,
        WOODS,
        HOUSES,
        LAKE,
        RIVER,
        WATERFALL,
        PATH,
        FLOWERS,
        AURORA,
        LIGHTNING,
        RAINBOW,
        NEON,
        TROPICS,
        /** The soil of another planet is red. */
        RED_SOIL
    }

    /** Kinds of places. */
    public enum Scene {
        UNSAID,
        /** No place: one colour, a gradient, or white. */
        PLAIN,
        MEADOW,
        GARDEN,
        PARK,
        FARM,
        FOREST,
        JUNGLE,
        MOUNTAINS,
        VOLCANO,
        DESERT,
        BEACH,
        ISLAND,
        SEA,
        UNDERWATER,
        LAKE,
        RIVER,
        SNOW,
        SKY,
        SPACE,
        MOON,
        PLANET,
        CITY,
        STREET,
        VILLAGE,
        CASTLE,
        CAVE,
        ROOM,
        BEDROOM,
        KITCHEN,
        CAFE,
        LIBRARY,
        CLASSROOM,
        LABORATORY,
        STAGE,
        PARTY,
        STADIUM,
        TABLE
    }

    /** Time of the day. */
    public enum Time {
        UNSAID,
        SUNRISE,
        DAY,
        SUNSET,
        NIGHT
    }

    /** Weather. */
    public enum Weather {
        UNSAID,
        CLEAR,
        CLOUDY,
        RAIN,
        SNOWFALL,
        STORM,
        FOG,
        WIND
    }

    /** Season of the year. */
    public enum Season {
        UNSAID,
        SPRING,
        SUMMER,
        AUTUMN,
        WINTER
    }
}
