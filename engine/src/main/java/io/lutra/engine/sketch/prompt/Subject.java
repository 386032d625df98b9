package io.lutra.engine.sketch.prompt;

import java.util.List;

/**
 * A thing of its own in the picture, with what it wears and holds. When there are several of the thing, each of them does.
 *
 * @param thing what it is
 * @param worn what it wears
 * @param held what it holds, eats, plays or uses, close to it and smaller unless the things themselves say otherwise
 * @param placement where in the picture
 */
public record Subject(Thing thing, List<Worn> worn, List<Thing> held, Placement placement) {
    /** Copies the lists. */
    public Subject {
        worn = List.copyOf(worn);
        held = List.copyOf(held);
    }

    /**
     * A thing that is worn.
     *
     * @param thing the hat, with its own colour
     * @param place where it is worn
     */
    public record Worn(Thing thing, Place place) {}

    /** Where something is worn. */
    public enum Place {
        HEAD,
        EYES,
        /** Moustache, beard, mask, pipe: on the lower face. */
        FACE,
        NECK,
        BODY,
        BACK,
        HANDS,
        FEET
    }

    /** Where in the picture a subject stands. */
    public enum Placement {
        ANYWHERE,
        LEFT,
        RIGHT,
        TOP,
        BOTTOM,
        CENTRE,
        TOP_LEFT,
        TOP_RIGHT,
        BOTTOM_LEFT,
        BOTTOM_RIGHT,
        /** Near the viewer, large and low. */
        FOREGROUND,
        /** Far off, small and behind all others. */
        BACKGROUND
    }
}
