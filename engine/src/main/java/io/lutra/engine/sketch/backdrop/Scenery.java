package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import java.util.List;

/** A place, in layers from far to near. The same setting and dice give the same place. */
public interface Scenery {
    /** The place of a setting. */
    static Scenery of(Setting setting, Dice dice) {
        var palette = Palette.of(setting, dice.fork("palette"));
        return switch (setting.scene()) {
            case UNSAID, PLAIN -> new Blank(setting, dice);
            case MEADOW, GARDEN, PARK, FARM, FOREST, JUNGLE, VILLAGE, CASTLE, MOUNTAINS, VOLCANO, SNOW, DESERT, CAVE ->
                new Land(setting, palette, dice);
            case BEACH, ISLAND, SEA, LAKE, RIVER -> new Waters(setting, palette, dice);
            case UNDERWATER -> new Deep(palette, dice);
            case SKY -> new Heights(setting, palette);
            case SPACE, MOON, PLANET -> new Space(setting, dice);
            case CITY, STREET, STADIUM -> new Town(setting, palette, dice);
            case ROOM, BEDROOM, KITCHEN, CAFE, LIBRARY, CLASSROOM, LABORATORY, STAGE, PARTY, TABLE ->
                new Interior(setting, dice);
        };
    }

    /** No place at all: what stands there is painted on nothing, in this light. */
    static Scenery none(Light light) {
        return new Nowhere(light);
    }

    /** The place as a round badge, with nothing around it. */
    static Scenery badge(Scenery place) {
        return new Badge(place);
    }

    /** The place as the ground of a logo or an icon. */
    static Scenery emblem(Scenery place, Dice dice) {
        var d = dice.fork("emblem");
        int sheet = d.pick(List.of(0xFFFFFF, 0xFBF7EF, 0xF4F7FB));
        int rim = d.pick(List.of(0x26324A, 0x3A2A3F, 0x1F4B4A, 0x5A2E2E));
        return new Medallion(place, sheet, rim, dice.turn("form", 3));
    }

    /** Where things stand. */
    Floor floor();

    /** The light on them. */
    Light light();

    /** Drawings that belong to the place, from far to near. */
    List<Prop> props();

    /** What is behind everything. */
    void far(Brush brush);

    /** The ground, before the props and subjects. */
    void near(Brush brush);

    /** What is before the subjects: little, and at the edges. */
    void front(Brush brush);
}
