package io.lutra.engine.sketch.sight;

import io.lutra.engine.sketch.library.Figure;
import io.lutra.imaging.Raster;
import java.awt.Rectangle;

/**
 * A drawing seen in a picture.
 *
 * @param figure the drawing that what is seen looks most like
 * @param x left edge of the drawing's square, as a fraction of the picture's width
 * @param y its upper edge, as a fraction of the height
 * @param side of the square, as a fraction of the picture's width
 * @param mirrored whether left and right of the drawing are changed
 * @param score how alike: the correlation of both, 1 for equal
 */
public record Sighting(Figure figure, double x, double y, double side, boolean mirrored, double score) {
    /** What was found exactly. */
    static Sighting of(Likeness likeness, Raster picture) {
        var place = likeness.place();
        double half = place.side() / 2;
        return new Sighting(
                likeness.look().figure(),
                (place.x() - half) / picture.width(),
                (place.y() - half) / picture.height(),
                place.side() / picture.width(),
                place.mirrored(),
                likeness.score());
    }

    /** Whether its square covers a point, given in fractions of the picture's width and height; of a square picture. */
    boolean covers(double atX, double atY) {
        return atX > x && atX < x + side && atY > y && atY < y + side;
    }

    /** What is seen in a part of a picture as seen in the whole. */
    Sighting in(Rectangle part, Raster whole) {
        double wide = (double) part.width / whole.width();
        double high = (double) part.height / whole.height();
        return new Sighting(
                figure,
                (double) part.x / whole.width() + x * wide,
                (double) part.y / whole.height() + y * high,
                side * wide,
                mirrored,
                score);
    }

    /** By which sightings are ranked: the larger of two that are equally alike is less by chance. */
    double weight() {
        return score * Math.pow(side, 0.25);
    }
}
