package io.lutra.engine.sketch.library;

import java.util.List;
import java.util.Optional;

/**
 * One drawing of a concept and its measures. Every drawing is a square; lengths and positions are fractions of its side, x
 * to the right, y downwards. Side views look to the left unless {@code looksRight}.
 *
 * @param concept the concept that it shows
 * @param set the set it comes from, which fixes its licence and its style
 * @param file its name in the container
 * @param box the tight bounds of what is drawn
 * @param feet left and right end of what touches the ground
 * @param head where a hat sits and where the eyes are, if it has a head
 * @param wear how it is worn, if it is an attire that has a fixed way
 * @param colours its main colours, 0xRRGGBB, most area first
 * @param looksRight whether it is a side view that looks to the right
 * @param mirrorable whether its mirror image makes sense: it bears no writing
 */
public record Figure(
        String concept,
        String set,
        String file,
        Box box,
        Feet feet,
        Optional<Head> head,
        Optional<Wear> wear,
        List<Integer> colours,
        boolean looksRight,
        boolean mirrorable) {
    /** Copies the colours. */
    public Figure {
        colours = List.copyOf(colours);
    }

    /** A rectangle. */
    public record Box(double x, double y, double width, double height) {
        /** The middle, across. */
        public double centreX() {
            return x + width / 2;
        }

        /** The lower edge. */
        public double bottom() {
            return y + height;
        }
    }

    /** Where a drawing touches the ground. */
    public record Feet(double left, double right) {}

    /**
     * A head.
     *
     * @param x its middle
     * @param crown the height at which a hat's brim sits
     * @param width across the head at the brim
     * @param eyes the height of the eyes
     * @param chin the height of its lower end
     * @param tilt how far it leans, in degrees clockwise
     */
    public record Head(double x, double crown, double width, double eyes, double chin, double tilt) {}

    /**
     * How an attire meets a head: this stretch of the drawing lies on the head's, as wide as the head times {@code 1 / fit}.
     *
     * @param x middle of the stretch
     * @param y its height
     * @param width its length
     */
    public record Wear(double x, double y, double width) {}
}
