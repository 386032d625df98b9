package io.lutra.engine.sketch.library;

import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Concept;
import java.util.List;

/**
 * A concept and its drawings.
 *
 * @param concept what it is called
 * @param kind what sort of thing it is
 * @param metres the larger side of the thing itself, in metres, as an illustrator would have it
 * @param habitat where it is usually seen; {@link Scene#PLAIN} for nowhere in particular
 * @param seat the height of who sits on it: a part of the drawing's own, from its top
 * @param body what goes below its drawings, which are heads
 * @param isPart whether it is for composers only: no prompt asks for it by name
 * @param figures one or more
 */
public record Entry(
        Concept concept,
        Kind kind,
        double metres,
        Scene habitat,
        double seat,
        Body body,
        boolean isPart,
        List<Figure> figures) {
    /** The sorts of bodies. */
    public enum Body {
        /** The drawings are whole, or heads that stay alone. */
        NONE,
        PLUSH,
        DRESSED,
        GOWN,
        METAL
    }

    /** Copies the figures; refuses none. */
    public Entry {
        figures = List.copyOf(figures);
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("no drawings of " + concept.id());
        }
    }
}
