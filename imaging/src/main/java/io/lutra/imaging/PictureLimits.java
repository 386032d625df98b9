package io.lutra.imaging;

import java.util.Set;

/**
 * What {@link PictureReader} takes. Dimensions are checked before anything is decoded.
 *
 * @param formats the formats that are decoded
 * @param maxSide the largest width or height, in pixels
 * @param maxPixels the largest width times height
 */
public record PictureLimits(Set<PictureFormat> formats, int maxSide, long maxPixels) {
    /** Copies the set. */
    public PictureLimits {
        formats = Set.copyOf(formats);
    }

    void check(long width, long height) throws BadPictureException {
        if (width < 1 || height < 1) {
            throw new BadPictureException(new BadPicture.Corrupt("it is of the size " + width + "x" + height));
        }
        if (width > maxSide || height > maxSide || width * height > maxPixels) {
            throw new BadPictureException(new BadPicture.TooLarge(width, height, maxSide, maxPixels));
        }
    }
}
