package io.lutra.imaging;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.lutra.imaging.DecodedPicture.Colours;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a WebP (RFC 9649), lossy or lossless, with or without alpha; not an animation.
 */
/* Implementation note.
 *
 * The container is taken apart here. Lossless pixels and alpha channels go to our own decoder (see there why), lossy pixels
 * to the library, in a file of their own: the dimensions are the checked ones and no profile or metadata meets a parser.
 */
final class WebpReader {
    private static final int RIFF = code("RIFF");
    private static final int WEBP = code("WEBP");
    private static final int LOSSY = code("VP8 ");
    private static final int LOSSLESS = code("VP8L");
    private static final int ALPHA = code("ALPH");
    private static final int ANIMATION = code("ANIM");
    private static final int FRAME = code("ANMF");
    private static final int EXIF = code("EXIF");

    private final PictureLimits limits;
    private @Nullable ByteBuffer lossy;
    private @Nullable ByteBuffer lossless;
    private @Nullable ByteBuffer alpha;
    private Orientation orientation = Orientation.UPRIGHT;

    private WebpReader(PictureLimits limits) {
        this.limits = limits;
    }

    static DecodedPicture read(byte[] bytes, PictureLimits limits) throws BadPictureException {
        return new WebpReader(limits).read(bytes);
    }

    private DecodedPicture read(byte[] bytes) throws BadPictureException {
        walk(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        if (lossless != null) {
            return lossless(lossless);
        }
        if (lossy != null) {
            return lossy(lossy);
        }
        throw BadPictureException.corrupt("it has no pixels");
    }

    private void walk(ByteBuffer file) throws BadPictureException {
        if (file.limit() < 12) {
            throw endsEarly(file);
        }
        long size = Integer.toUnsignedLong(file.getInt(4));
        if (8 + size > file.limit()) {
            throw endsEarly(file);
        }
        file.position(12);
        while (file.position() + 8 <= 8 + size) {
            int type = file.getInt();
            int length = file.getInt();
            if (length < 0 || length > file.remaining()) {
                throw endsEarly(file);
            }
            chunk(type, file.slice(file.position(), length).order(ByteOrder.LITTLE_ENDIAN));
            file.position(Math.min(file.limit(), file.position() + length + (length & 1)));
        }
    }

    private void chunk(int type, ByteBuffer data) throws BadPictureException {
        if (type == ANIMATION || type == FRAME) {
            throw BadPictureException.unsupported("it is an animation");
        } else if (type == LOSSY && lossy == null) {
            lossy = data;
        } else if (type == LOSSLESS && lossless == null) {
            lossless = data;
        } else if (type == ALPHA && alpha == null) {
            alpha = data;
        } else if (type == EXIF) {
            orientation = Exif.orientation(data);
        }
    }

    private DecodedPicture lossless(ByteBuffer data) throws BadPictureException {
        if (data.remaining() < 5 || data.get(0) != 0x2f) {
            throw BadPictureException.corrupt("its lossless pixels do not begin as they must");
        }
        int bits = data.getInt(1);
        int width = 1 + (bits & 0x3fff);
        int height = 1 + (bits >> 14 & 0x3fff);
        boolean hasAlpha = (bits >> 28 & 1) == 1;
        limits.check(width, height);
        var raster = new Raster(width, height, LosslessDecoder.decode(data.slice(5, data.limit() - 5), width, height));
        return decoded(raster, hasAlpha);
    }

    private DecodedPicture lossy(ByteBuffer data) throws BadPictureException {
        if (data.remaining() < 10 || (data.get(0) & 1) != 0 || (data.getInt(3) & 0xffffff) != 0x2a019d) {
            throw BadPictureException.corrupt("its lossy pixels do not begin with a key frame");
        }
        int width = data.getShort(6) & 0x3fff;
        int height = data.getShort(8) & 0x3fff;
        limits.check(width, height);
        var raster = LibraryReader.read(WebPImageReaderSpi.class, file(data), width, height);
        return alpha == null ? decoded(raster, false) : decoded(WebpAlpha.add(raster, alpha), true);
    }

    private DecodedPicture decoded(Raster raster, boolean hasAlpha) {
        return new DecodedPicture(raster, PictureFormat.WEBP, hasAlpha ? Colours.RGBA : Colours.RGB, orientation);
    }

    /** A file of lossy pixels and nothing else. */
    private static byte[] file(ByteBuffer pixels) {
        int padded = pixels.limit() + (pixels.limit() & 1);
        return ByteBuffer.allocate(20 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RIFF)
                .putInt(12 + padded)
                .putInt(WEBP)
                .putInt(LOSSY)
                .putInt(pixels.limit())
                .put(pixels.duplicate().position(0))
                .array();
    }

    private static int code(String fourLetters) {
        return ByteBuffer.wrap(fourLetters.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    private static BadPictureException endsEarly(ByteBuffer file) {
        return BadPictureException.corrupt("it ends too early, at byte " + file.limit());
    }
}
