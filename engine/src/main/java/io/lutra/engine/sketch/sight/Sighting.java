package io.lutra.engine.sketch.sight;

import io.lutra.engine.sketch.library.Figure;

/**
 * A drawing seen in a picture.
 *
 * @param figure the drawing that what is seen looks most like
 * @param x left edge of the drawing's square, as a fraction of the picture's width
 * @param y its upper edge, as a fraction of the height
 * @param side of the square, as a fraction of the picture's width
 * @param score how alike: the correlation of both, 1 for equal
 */
public record Sighting(Figure figure, double x, double y, double side, double score) {
    /** By which sightings are ranked: the larger of two that are equally alike is less by chance. */
    double weight() {
        return score * Math.pow(side, 0.25);
    }
}
