package io.lutra.imaging;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import io.lutra.imaging.DecodedPicture.Colours;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Reads a JPEG (ITU-T T.81), baseline or progressive, 8 bits a sample, grey, colour or CMYK.
 */
/* Implementation note.
 *
 * The segments are walked here first. What is handed to the library has the dimensions that were checked, one frame, an end,
 * a bounded number of scans (each is a pass over the whole picture, however few bytes it has), and none of the segments
 * that pixels do not need: no profile, thumbnail or comment meets a parser.
 */
final class JpegReader {
    /** Progressive files in the wild have about ten. */
    private static final int MAX_SCANS = 100;

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int APP_JFIF = 0xe0;
    private static final int APP_EXIF = 0xe1;
    private static final int APP_ADOBE = 0xee;

    private final ByteBuffer file;
    private final PictureLimits limits;
    private final ByteArrayOutputStream kept;
    private Orientation orientation = Orientation.UPRIGHT;
    private int width;
    private int height;
    private int components;
    private int scans;

    private JpegReader(byte[] bytes, PictureLimits limits) {
        this.file = ByteBuffer.wrap(bytes);
        this.limits = limits;
        this.kept = new ByteArrayOutputStream(bytes.length);
    }

    static DecodedPicture read(byte[] bytes, PictureLimits limits) throws BadPictureException {
        var reader = new JpegReader(bytes, limits);
        reader.walk();
        var raster =
                LibraryReader.read(JPEGImageReaderSpi.class, reader.kept.toByteArray(), reader.width, reader.height);
        var colours = switch (reader.components) {
            case 1 -> Colours.GREY;
            case 3 -> Colours.RGB;
            default -> Colours.CMYK;
        };
        return new DecodedPicture(raster, PictureFormat.JPEG, colours, reader.orientation);
    }

    private void walk() throws BadPictureException {
        file.position(2);
        kept.write(0xff);
        kept.write(SOI);
        for (int marker = marker(); marker != EOI; marker = marker()) {
            int start = file.position();
            need(2);
            int length = Short.toUnsignedInt(file.getShort());
            if (length < 2) {
                throw BadPictureException.corrupt("a segment of it has the length " + length);
            }
            need(length - 2);
            segment(marker, start, length);
            file.position(start + length);
            if (marker == SOS) {
                scan();
            }
        }
        if (width == 0 || scans == 0) {
            throw BadPictureException.corrupt("it has no pixels");
        }
        kept.write(0xff);
        kept.write(EOI);
    }

    private void segment(int marker, int start, int length) throws BadPictureException {
        switch (marker) {
            case DQT, DHT, DRI, APP_ADOBE -> keep(marker, start, length);
            case APP_JFIF -> {
                if (begins("JFIF\0")) {
                    keep(marker, start, length);
                }
            }
            case APP_EXIF -> {
                if (begins("Exif\0\0")) {
                    orientation = Exif.orientation(file.slice(file.position() + 6, length - 8));
                }
            }
            case 0xc0, 0xc1, 0xc2 -> {
                frame(length);
                keep(marker, start, length);
            }
            case SOS -> {
                if (width == 0 || ++scans > MAX_SCANS) {
                    throw BadPictureException.corrupt("it has scan " + scans + " where none is expected");
                }
                keep(marker, start, length);
            }
            default -> {
                if ((marker >= 0xc3 && marker <= 0xcf && marker != JPG) || marker == DAC || marker < 0xc0) {
                    throw BadPictureException.unsupported(
                            "it is compressed in a way that is not baseline or progressive: marker "
                                    + Integer.toHexString(marker));
                }
            }
        }
    }

    private void frame(int length) throws BadPictureException {
        if (length < 8 || width != 0) {
            throw BadPictureException.corrupt("it has a second frame, or a short one");
        }
        int depth = file.get() & 255;
        int rows = Short.toUnsignedInt(file.getShort());
        int columns = Short.toUnsignedInt(file.getShort());
        components = file.get() & 255;
        if (depth != 8 || (components != 1 && components != 3 && components != 4)) {
            throw BadPictureException.unsupported("it has " + components + " channels of " + depth + " bits");
        }
        limits.check(columns, rows);
        width = columns;
        height = rows;
    }

    /** Passes over compressed data, up to the marker that ends it. */
    private void scan() throws BadPictureException {
        int from = file.position();
        byte[] bytes = file.array();
        int at = from;
        while (at + 1 < bytes.length && !endsScan(bytes[at] & 255, bytes[at + 1] & 255)) {
            at++;
        }
        if (at + 1 >= bytes.length) {
            throw endsEarly();
        }
        kept.write(bytes, from, at - from);
        file.position(at);
    }

    private static boolean endsScan(int first, int second) {
        boolean stuffed = second == 0;
        boolean restart = second >= 0xd0 && second <= 0xd7;
        return first == 0xff && second != 0xff && !stuffed && !restart;
    }

    private int marker() throws BadPictureException {
        need(2);
        if ((file.get() & 255) != 0xff) {
            throw BadPictureException.corrupt("there is no marker at byte " + (file.position() - 1));
        }
        int marker = 0xff;
        while (marker == 0xff) {
            need(1);
            marker = file.get() & 255;
        }
        return marker;
    }

    private boolean begins(String name) {
        if (file.remaining() < name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (file.get(file.position() + i) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void keep(int marker, int start, int length) {
        kept.write(0xff);
        kept.write(marker);
        kept.write(file.array(), start, length);
    }

    private void need(int bytes) throws BadPictureException {
        if (file.remaining() < bytes) {
            throw endsEarly();
        }
    }

    private BadPictureException endsEarly() {
        return BadPictureException.corrupt("it ends too early, at byte " + file.limit());
    }
}
