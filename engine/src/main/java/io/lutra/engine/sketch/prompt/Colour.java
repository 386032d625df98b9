package io.lutra.engine.sketch.prompt;

/**
 * A colour that the prompt names.
 *
 * @param name its English name, lower case
 * @param rgb 0xRRGGBB, sRGB
 */
public record Colour(String name, int rgb) {
    /** Refuses bits above the 24 of a colour. */
    public Colour {
        if ((rgb & 0xFF000000) != 0) {
            throw new IllegalArgumentException("not 0xRRGGBB: " + Integer.toHexString(rgb));
        }
    }
}
