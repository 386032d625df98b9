package io.lutra.imaging;

/**
 * An encoded picture that was read.
 *
 * @param raster the pixels as they are stored, without regard to the orientation. Of a PNG of 8 bits a channel or less bit
 *     for bit, the colour of clear pixels included; 16 bits are rounded to 8. Colour profiles are left out of account
 * @param colours what the file stores
 * @param orientation how the file says it wants to be shown
 */
public record DecodedPicture(Raster raster, PictureFormat format, Colours colours, Orientation orientation)
        implements Reading {
    /** The raster as it is meant to be seen. */
    public Raster upright() {
        return orientation.apply(raster);
    }

    /** What a file stores for a pixel, by the names that people know from Pillow. */
    public enum Colours {
        GREY("L", false),
        GREY_ALPHA("LA", true),
        RGB("RGB", false),
        RGBA("RGBA", true),
        PALETTE("P", false),
        CMYK("CMYK", false);

        private final String mode;
        private final boolean alpha;

        Colours(String mode, boolean alpha) {
            this.mode = mode;
            this.alpha = alpha;
        }

        /** Pillow's name. */
        public String mode() {
            return mode;
        }

        /** Whether there is an alpha channel; without one, single colours of a PNG may still be transparent. */
        public boolean hasAlpha() {
            return alpha;
        }
    }
}
