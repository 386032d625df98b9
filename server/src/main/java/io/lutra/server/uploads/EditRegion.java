package io.lutra.server.uploads;

import io.lutra.api.error.ApiError;
import io.lutra.api.request.Profile;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.util.Optional;

/**
 * Which pixels of an image are to be repainted.
 *
 * @param mask of the image's size; alpha 0 marks the pixels to repaint
 * @param source where that was taken from
 */
public record EditRegion(Raster mask, Source source) {
    private static final int DARK = 48;
    private static final int LIGHT = 207;

    /** Where a region was taken from. */
    public enum Source {
        /** The fully transparent pixels of the mask. */
        MASK_ALPHA("alpha"),
        /** The white pixels of a mask without transparency, which is plainly black and white. */
        MASK_LUMINANCE("luminance, white is edited"),
        /** The fully transparent pixels of the image. */
        IMAGE_ALPHA("image transparency"),
        /** Nothing marks a region: everything may change. */
        WHOLE_IMAGE("whole image");

        private final String told;

        Source(String told) {
            this.told = told;
        }

        /** As it stands in an answer's header. */
        public String told() {
            return told;
        }
    }

    /**
     * The region of an edit.
     *
     * @throws io.lutra.api.error.ApiException if image and mask mark none where the profile needs one
     */
    public static EditRegion of(Profile profile, PictureIntake.Taken image, Optional<PictureIntake.Taken> mask) {
        if (mask.isPresent()) {
            return ofMask(mask.get().raster());
        }
        if (hasClearPixel(image.raster())) {
            return new EditRegion(image.raster(), Source.IMAGE_ALPHA);
        }
        if (profile == Profile.L) {
            var colours = image.picture().colours();
            throw (colours.hasAlpha()
                            ? ApiError.imageWithoutTransparency()
                            : ApiError.imageWithoutAlpha(colours.mode()))
                    .asException();
        }
        var raster = image.raster();
        return new EditRegion(
                new Raster(raster.width(), raster.height(), new int[raster.argb().length]), Source.WHOLE_IMAGE);
    }

    private static EditRegion ofMask(Raster mask) {
        if (hasClearPixel(mask)) {
            return new EditRegion(mask, Source.MASK_ALPHA);
        }
        if (mask.hasTransparency()) {
            throw ApiError.badMask("no pixel of the mask is fully transparent, so there is nothing to edit.")
                    .asException();
        }
        if (!isBlackAndWhite(mask)) {
            throw ApiError.badMask("mask image missing alpha channel. Its fully transparent pixels mark where to edit.")
                    .asException();
        }
        var argb = mask.argb().clone();
        boolean any = false;
        for (int i = 0; i < argb.length; i++) {
            boolean white = (argb[i] >> 8 & 255) > 127;
            argb[i] = white ? 0 : 0xff000000;
            any |= white;
        }
        if (!any) {
            throw ApiError.badMask("the mask is all black, so there is nothing to edit; white is edited.")
                    .asException();
        }
        return new EditRegion(new Raster(mask.width(), mask.height(), argb), Source.MASK_LUMINANCE);
    }

    private static boolean hasClearPixel(Raster raster) {
        for (int pixel : raster.argb()) {
            if (pixel >>> 24 == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether all pixels but the few along soft edges are black or white. */
    private static boolean isBlackAndWhite(Raster mask) {
        int between = 0;
        for (int pixel : mask.argb()) {
            int red = pixel >> 16 & 255;
            int green = pixel >> 8 & 255;
            int blue = pixel & 255;
            int least = Math.min(red, Math.min(green, blue));
            int most = Math.max(red, Math.max(green, blue));
            if (most > DARK && least < LIGHT) {
                if (most - least > DARK) {
                    return false;
                }
                between++;
            }
        }
        return between * 20L <= mask.argb().length;
    }

    /** This region for the image scaled to another size. */
    public EditRegion scaledTo(int width, int height) {
        return new EditRegion(Scaling.nearest(mask, width, height), source);
    }

    /** A part of this region. */
    public EditRegion cropped(int left, int top, int width, int height) {
        return new EditRegion(Scaling.crop(mask, left, top, width, height), source);
    }

    /**
     * A drawn picture with every pixel outside of the region as it was before, bit for bit.
     *
     * @param original of the size of region and picture
     */
    public Raster restore(Raster original, Raster drawn) {
        var argb = drawn.argb().clone();
        for (int i = 0; i < argb.length; i++) {
            if (mask.argb()[i] >>> 24 != 0) {
                argb[i] = original.argb()[i];
            }
        }
        return new Raster(drawn.width(), drawn.height(), argb);
    }
}
