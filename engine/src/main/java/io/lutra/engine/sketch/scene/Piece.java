package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.library.Figure;
import io.lutra.engine.sketch.paint.Recolouring;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

/**
 * A drawing at its place.
 *
 * @param figure the drawing
 * @param place from the drawing's unit square to the group's or the scene's lengths
 * @param colour another colour, if one is asked for
 * @param order pieces of a higher order are painted over others
 * @param stance how it meets the ground
 * @param alpha how opaque it is, to 1
 * @param glows whether it gives light and takes none
 */
record Piece(
        Figure figure,
        AffineTransform place,
        Optional<Recolouring> colour,
        double order,
        Stance stance,
        double alpha,
        boolean glows) {
    /** How far the light of what glows reaches, as a part of its larger side. */
    static final double GLOW = .8;

    /** How a piece meets the ground. */
    enum Stance {
        /** It stands there and throws a shadow. */
        STANDS,
        /** It hangs or flies. */
        FLOATS,
        /** It is carried by another piece. */
        CARRIED
    }

    Piece moved(AffineTransform by, double orderShift) {
        var moved = new AffineTransform(by);
        moved.concatenate(place);
        return new Piece(figure, moved, colour, order + orderShift, stance, alpha, glows);
    }

    Piece standing(Stance stance) {
        return new Piece(figure, place, colour, order, stance, alpha, glows);
    }

    /** The bounds of what is drawn. */
    Rectangle2D bounds() {
        var box = figure.box();
        return place.createTransformedShape(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()))
                .getBounds2D();
    }

    /** The bounds of what is drawn and of the light that it gives. */
    Rectangle2D reach() {
        var bounds = bounds();
        if (!glows) {
            return bounds;
        }
        double r = Math.max(bounds.getWidth(), bounds.getHeight()) * GLOW;
        return new Rectangle2D.Double(bounds.getCenterX() - r, bounds.getCenterY() - r, 2 * r, 2 * r);
    }

    boolean isMirrored() {
        return place.getDeterminant() < 0;
    }
}
