package io.lutra.server.uploads;

import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;

/**
 * Where a picture stands in a frame of another shape: as large as fits, in the middle. Pictures are scaled before anything is
 * added, so that a long thin one never takes more memory than the frame.
 */
public record Fit(int left, int top, int width, int height, int frameWidth, int frameHeight) {
    /** Of a picture in a frame. */
    public static Fit of(Raster image, int frameWidth, int frameHeight) {
        double scale = Math.min((double) frameWidth / image.width(), (double) frameHeight / image.height());
        int width = Math.clamp(Math.round(image.width() * scale), 1, frameWidth);
        int height = Math.clamp(Math.round(image.height() * scale), 1, frameHeight);
        return new Fit((frameWidth - width) / 2, (frameHeight - height) / 2, width, height, frameWidth, frameHeight);
    }

    /** The picture in its frame; its border goes on around it. */
    public Raster apply(Raster image) {
        return Scaling.pad(Scaling.to(image, width, height), left, top, frameWidth, frameHeight);
    }

    /** The picture's region in the frame; what is around the picture belongs to it. */
    public EditRegion apply(EditRegion region) {
        var scaled = region.scaledTo(width, height);
        var argb = new int[Math.multiplyExact(frameWidth, frameHeight)];
        for (int y = 0; y < height; y++) {
            System.arraycopy(scaled.mask().argb(), y * width, argb, (top + y) * frameWidth + left, width);
        }
        return new EditRegion(new Raster(frameWidth, frameHeight, argb), region.source());
    }
}
