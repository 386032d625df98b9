package io.lutra.engine.sketch.paint;

/**
 * The light of a scene, as it falls on what stands in it.
 *
 * @param colour of the light: what it falls on is multiplied by it; white changes nothing
 * @param haze the colour of the air, towards which far things fade
 * @param shadow colour of shadows on the ground
 * @param shadowAlpha how dark they are, 0 for none
 */
public record Light(int colour, int haze, int shadow, double shadowAlpha) {
    /** Light that changes nothing and throws no shadow. */
    public static final Light NONE = new Light(Tones.WHITE, Tones.WHITE, Tones.BLACK, 0);

    /** Light that changes nothing. */
    public static final Light PLAIN = new Light(Tones.WHITE, Tones.WHITE, 0x1A1030, .25);
}
