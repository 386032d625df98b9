package io.lutra.imaging.inpaint;

import io.lutra.imaging.Raster;

/**
 * Fills a hole in a picture with a continuation of what is around it, without a neural network and without a prompt.
 *
 * <p>A surrounding that is smooth (one colour, a gradient) is continued by a fitted surface that meets the hole's border
 * exactly; tiles, lines and textures by a shifted copy of the picture where one fits; any other by exemplars: patches of the picture itself, on a pyramid from coarse to fine. Deterministic for a seed.
 * Thread-safe.
 */
public final class Inpainting {
    private Inpainting() {}

    /**
     * Fills the hole.
     *
     * @param image what is outside of the hole is kept bit for bit; inside, only its size matters
     * @param hole {@code hole[y * width + x]} marks the pixels to fill; borrowed until return
     * @param seed of the exemplar search
     * @return a picture of the same size, opaque inside the hole
     */
    public static Raster fill(Raster image, boolean[] hole, long seed) {
        return fill(image, hole, new boolean[hole.length], seed);
    }

    /**
     * Fills the hole as if some of what is around it were not there.
     *
     * @param image what is outside of the hole is kept bit for bit; inside, only its size matters
     * @param hole {@code hole[y * width + x]} marks the pixels to fill; borrowed until return
     * @param veil marks, likewise, pixels that are kept but not continued into the hole
     * @param seed of the exemplar search
     * @return a picture of the same size, opaque inside the hole
     */
    public static Raster fill(Raster image, boolean[] hole, boolean[] veil, long seed) {
        if (hole.length != image.argb().length || veil.length != hole.length) {
            throw new IllegalArgumentException("the hole has " + hole.length + " pixels, the veil " + veil.length
                    + ", the image " + image.argb().length);
        }
        Plane plane = Plane.of(image, hole);
        if (plane.holePixels() > 0) {
            if (plane.holePixels() == hole.length) {
                plane.fillHole(255);
            } else if (!SmoothFill.fill(plane, veil, seed)) {
                plane.widenHole(veil);
                ShiftFill.fill(plane);
                if (plane.holePixels() > 0) {
                    ExemplarFill.fill(plane, seed);
                    Islands.remove(plane);
                }
            }
        }
        int[] argb = image.argb().clone();
        for (int i = 0; i < argb.length; i++) {
            if (hole[i]) {
                argb[i] = plane.argb(i);
            }
        }
        return new Raster(image.width(), image.height(), argb);
    }
}
