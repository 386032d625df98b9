package io.lutra.engine.sketch.finish;

import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.prompt.Idea.Style;
import java.util.List;
import java.util.Optional;

/** Applies styles to opaque pixels, in place. */
public final class Finish {
    private Finish() {}

    /**
     * Makes the picture in the manner of the strongest style that can be made, and toned as further ones say.
     *
     * @param rgb the pixels, row by row; changed in place
     * @param styles strongest first
     */
    public static void apply(int[] rgb, int width, int height, List<Style> styles, Dice dice) {
        var canvas = new Canvas(rgb, width, height);
        boolean made = false;
        for (var style : styles) {
            if (Grading.isToning(style)) {
                Grading.apply(canvas, style, dice);
            } else if (!made) {
                made = make(canvas, style, dice);
            }
        }
    }

    /**
     * Gives the outline of a cut-out the manner of its styles: pixel art has square pixels up to its edge.
     *
     * @param alpha the opacity of each pixel, 0 to 255; changed in place
     */
    public static void outline(int[] alpha, int width, int height, List<Style> styles) {
        if (manner(styles).equals(Optional.of(Style.PIXEL_ART))) {
            Cells.squares(alpha, width, height);
        }
    }

    /** Whether the picture is made of lines along the edges of things. */
    public static boolean drawsLines(List<Style> styles) {
        return manner(styles)
                .filter(style -> style == Style.LINE || style == Style.PENCIL || style == Style.INK)
                .isPresent();
    }

    private static Optional<Style> manner(List<Style> styles) {
        return styles.stream().filter(style -> !Grading.isToning(style)).findFirst();
    }

    private static boolean make(Canvas canvas, Style style, Dice dice) {
        switch (style) {
            case WATERCOLOR -> Brushwork.watercolour(canvas, dice);
            case OIL -> Strokes.paint(canvas, .022, .5, .16, dice);
            case IMPRESSIONIST -> Strokes.paint(canvas, .026, 1.5, .26, dice);
            case PENCIL -> Linework.pencil(canvas, dice);
            case LINE -> Linework.line(canvas, 0x22232B, 0xFFFFFF);
            case INK -> Linework.ink(canvas);
            case NEON -> Linework.neon(canvas);
            case COMIC -> Cells.halftone(canvas, .012, 5);
            case POP_ART -> Cells.halftone(canvas, .02, 3);
            case PIXEL_ART -> Cells.pixels(canvas);
            case MOSAIC -> Cells.mosaic(canvas, dice);
            case LOW_POLY, ABSTRACT -> Cells.facets(canvas, style == Style.ABSTRACT ? 13 : 22, dice);
            case PAPER -> Brushwork.paper(canvas, dice, .16);
            case PHOTO, THREE_D, CARTOON, ANIME, FLAT, STICKER, CLAY, MINIMALIST, VINTAGE, BLACK_AND_WHITE, PASTEL -> {
                return false;
            }
        }
        return true;
    }
}
