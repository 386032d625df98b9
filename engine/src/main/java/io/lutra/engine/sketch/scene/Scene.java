package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.backdrop.Scenery;
import io.lutra.engine.sketch.prompt.Idea.Style;
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

    /**
     * A piece on the ground of the scene.
     *
     * @param piece at its place
     * @param haze how much air is before it, 0 to 1
     * @param ground the height of the ground below it
     * @param waterline what lies below this height is under water; infinite for nothing
     */
    record Placed(Piece piece, double haze, double ground, double waterline) {}
}
