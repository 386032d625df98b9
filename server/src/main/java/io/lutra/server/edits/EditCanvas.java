package io.lutra.server.edits;

import io.lutra.api.request.ModelLimits;
import io.lutra.api.request.Options;
import io.lutra.api.request.Profile;
import io.lutra.api.request.Size;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import io.lutra.server.uploads.EditRegion;
import io.lutra.server.uploads.Fit;
import io.lutra.server.uploads.UploadPolicy.Repair;
import java.util.Comparator;
import java.util.Optional;

/**
 * An image and its region at the size of the answer.
 *
 * @param image of the answer's size
 * @param region of the answer's size
 * @param reshaped what was cut off or added to get the answer's shape, for people to read
 */
public record EditCanvas(Raster image, EditRegion region, Optional<String> reshaped) {
    /** The size of the answer: as asked for, else as close to the image's as profile and model allow. */
    public static Size size(Options options, Profile profile, ModelLimits limits, Raster image) {
        if (!options.sizeIsOpen()) {
            return options.size();
        }
        var own = new Size(image.width(), image.height());
        if (profile == Profile.X && limits.allow(own)) {
            return own;
        }
        double shape = shape(own);
        return profile.sizes().stream()
                .filter(limits::allow)
                .min(Comparator.comparingDouble(size -> Math.abs(Math.log(shape(size) / shape))))
                .orElse(options.size());
    }

    private static double shape(Size size) {
        return (double) size.width() / size.height();
    }

    /**
     * Brings an image and its region to a size.
     *
     * @param repair whether another shape is padded to; else its middle is cut out
     */
    public static EditCanvas of(Raster image, EditRegion region, Size size, Repair repair) {
        int width = image.width();
        int height = image.height();
        long wide = (long) width * size.height();
        long high = (long) height * size.width();
        if (wide == high) {
            return scaled(image, region, size, Optional.empty());
        }
        if (repair == Repair.PAD) {
            var fit = Fit.of(image, size.width(), size.height());
            return new EditCanvas(
                    fit.apply(image),
                    fit.apply(region),
                    Optional.of("image of " + width + "x" + height + " padded to the shape of " + size
                            + ", and painted there"));
        }
        int newWidth = wide > high ? Math.max(1, (int) (high / size.height())) : width;
        int newHeight = wide > high ? height : Math.max(1, (int) (wide / size.width()));
        int left = (width - newWidth) / 2;
        int top = (height - newHeight) / 2;
        return scaled(
                Scaling.crop(image, left, top, newWidth, newHeight),
                region.cropped(left, top, newWidth, newHeight),
                size,
                Optional.of("image cropped from " + width + "x" + height + " to " + newWidth + "x" + newHeight
                        + ", the shape of " + size));
    }

    private static EditCanvas scaled(Raster image, EditRegion region, Size size, Optional<String> reshaped) {
        return new EditCanvas(
                Scaling.to(image, size.width(), size.height()), region.scaledTo(size.width(), size.height()), reshaped);
    }
}
