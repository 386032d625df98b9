package io.lutra.imaging;

/**
 * Reads pictures that strangers send. Every array of bytes gives a {@link DecodedPicture} or a {@link BadPicture}; no
 * exception is part of the answer.
 *
 * <p>Memory, besides the bytes given: for a PNG, 4 bytes a pixel and two rows; for a JPEG and a WebP, some 24 bytes a pixel,
 * and 32 MiB more for a lossless WebP. The number of pixels is checked before anything of that size is allocated.
 */
public final class PictureReader {
    private PictureReader() {}

    /** Reads an encoded picture within limits. */
    public static Reading read(byte[] bytes, PictureLimits limits) {
        var format = PictureFormat.sniff(bytes);
        if (format.isEmpty()) {
            return new BadPicture.Unrecognised();
        }
        if (!limits.formats().contains(format.get())) {
            return new BadPicture.OtherFormat(format.get());
        }
        try {
            return switch (format.get()) {
                case PNG -> PngReader.read(bytes, limits);
                case JPEG -> JpegReader.read(bytes, limits);
                case WEBP -> WebpReader.read(bytes, limits);
                case GIF -> new BadPicture.OtherFormat(PictureFormat.GIF);
            };
        } catch (BadPictureException e) {
            return e.picture();
        }
    }
}
