package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.backdrop.Scenery;
import io.lutra.engine.sketch.prompt.Idea.Style;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A composed picture, ready to be painted at any size of its proportions. Immutable.
 *
 * @param width of the picture in units of its smaller side
 * @param height likewise
 * @param scenery the place
 * @param placed what stands in it, in the order of painting
 * @param styles how the picture is made, strongest first
 * @param seed of the picture
 */
public record Scene(double width, double height, Scenery scenery, List<Placed> placed, List<Style> styles, long seed) {
    /** Copies the lists. */
    public Scene {
        placed = List.copyOf(placed);
        styles = List.copyOf(styles);
    }

    /** The bounds of all that stands in it, with its light; empty if nothing does. */
    public Rectangle2D bounds() {
        return placed.stream()
                .map(placed -> placed.piece().reach())
                .reduce(Rectangle2D::createUnion)
                .orElseGet(Rectangle2D.Double::new);
    }

    /** The scene with all that stands in it enlarged or shrunk, as one, to fill the frame; in its middle. */
    Scene fittedInto(Rectangle2D frame) {
        return fittedInto(frame, width, height);
    }

    /** What stands in the scene as part of a picture of another size, enlarged or shrunk, as one, to fill a frame there. */
    public Scene fittedInto(Rectangle2D frame, double width, double height) {
        var bounds = bounds();
        double scale = Math.min(frame.getWidth() / bounds.getWidth(), frame.getHeight() / bounds.getHeight());
        var by = AffineTransform.getTranslateInstance(frame.getCenterX(), frame.getCenterY());
        by.scale(scale, scale);
        by.translate(-bounds.getCenterX(), -bounds.getCenterY());
        var moved = placed.stream().map(placed -> placed.moved(by)).toList();
        return new Scene(width, height, scenery, moved, styles, seed);
    }

    /** Whether what stands in it stands on the ground, rather than hanging in the air. */
    public boolean stands() {
        return placed.stream().anyMatch(placed -> placed.piece().stance() == Piece.Stance.STANDS);
    }

    /**
     * A piece on the ground of the scene.
     *
     * @param piece at its place
     * @param haze how much air is before it, 0 to 1
     * @param ground the height of the ground below it
     * @param waterline what lies below this height is under water; infinite for nothing
     */
    record Placed(Piece piece, double haze, double ground, double waterline) {
        private Placed moved(AffineTransform by) {
            double scale = by.getScaleY();
            return new Placed(
                    piece.moved(by, 0),
                    haze,
                    ground * scale + by.getTranslateY(),
                    waterline * scale + by.getTranslateY());
        }
    }
}
