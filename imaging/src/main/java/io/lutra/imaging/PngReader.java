package io.lutra.imaging;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a PNG (W3C PNG, third edition), all colour types, depths and interlacing, of an animation the default image. Uses
 * 4 bytes a pixel, two rows and the Inflater's window, whatever the file says.
 */
/* Implementation note.
 *
 * Own, because what is kept of a picture in an edit must come back bit for bit and javax.imageio's reader does not promise
 * that: it answers broken files with a dozen kinds of exceptions, inflates text chunks, and gives colours to clear pixels
 * through colour models. Stricter than libpng in that every CRC counts and IEND must be there (as Pillow has it); more
 * lenient in that bytes after IEND, data after the last row, and ancillary chunks in wrong places are passed over.
 */
final class PngReader {
    private static final int SIGNATURE = 8;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int TRNS = 0x74524e53;
    private static final int EXIF = 0x65584966;

    /** The bit of a chunk's type that says that it can be passed over: a lower-case first letter. */
    private static final int ANCILLARY = 0x20000000;

    private final PictureLimits limits;
    private final ByteBuffer file;
    private final List<ByteBuffer> data = new ArrayList<>();
    private byte[] palette = new byte[0];
    private byte[] transparency = new byte[0];
    private Orientation orientation = Orientation.UPRIGHT;

    private PngReader(byte[] bytes, PictureLimits limits) {
        this.file = ByteBuffer.wrap(bytes).position(SIGNATURE);
        this.limits = limits;
    }

    /**
     * Reads.
     *
     * @param bytes that begin with PNG's signature
     */
    static DecodedPicture read(byte[] bytes, PictureLimits limits) throws BadPictureException {
        var reader = new PngReader(bytes, limits);
        var header = reader.header();
        reader.chunks(header);
        var pixels = new PngPixels(header, reader.palette, reader.transparency);
        var raster = reader.pixels(header, pixels);
        return new DecodedPicture(raster, PictureFormat.PNG, header.colours(), reader.orientation);
    }

    private PngHeader header() throws BadPictureException {
        var chunk = chunk();
        if (chunk.type != IHDR || chunk.data.remaining() != 13) {
            throw BadPictureException.corrupt("it does not begin with a header");
        }
        var header = PngHeader.parse(chunk.data);
        limits.check(header.width(), header.height());
        return header;
    }

    private void chunks(PngHeader header) throws BadPictureException {
        boolean dataEnded = false;
        for (var chunk = chunk(); chunk.type != IEND; chunk = chunk()) {
            dataEnded |= !data.isEmpty() && chunk.type != IDAT;
            switch (chunk.type) {
                case IDAT -> {
                    if (dataEnded) {
                        throw BadPictureException.corrupt("its pixels are in two places");
                    }
                    data.add(chunk.data);
                }
                case PLTE -> palette = palette(header, chunk.data);
                case TRNS -> transparency = bytes(chunk.data);
                case EXIF -> orientation = Exif.orientation(chunk.data);
                default -> {
                    if ((chunk.type & ANCILLARY) == 0) {
                        throw BadPictureException.unsupported(
                                "it has a chunk of the unknown critical type " + Integer.toHexString(chunk.type));
                    }
                }
            }
        }
        if (data.isEmpty()) {
            throw BadPictureException.corrupt("it has no pixels");
        }
    }

    private byte[] palette(PngHeader header, ByteBuffer chunk) throws BadPictureException {
        int length = chunk.remaining();
        if (palette.length > 0 || !data.isEmpty() || length == 0 || length % 3 != 0 || length > 3 * 256) {
            throw BadPictureException.corrupt(
                    "its palette of " + length + " bytes is second, late, or of a wrong length");
        }
        // In pictures of full colour it is a suggestion; in grey ones it is forbidden, and as useless.
        return header.isPalette() ? bytes(chunk) : new byte[0];
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private record Chunk(int type, ByteBuffer data) {}

    /** The next chunk, its checksum checked. */
    private Chunk chunk() throws BadPictureException {
        if (file.remaining() < 12) {
            throw BadPictureException.corrupt("it ends too early, at byte " + file.limit());
        }
        int length = file.getInt();
        if (length < 0 || length > file.remaining() - 8) {
            throw BadPictureException.corrupt("it ends within a chunk of " + Integer.toUnsignedLong(length) + " bytes");
        }
        var crc = new CRC32();
        crc.update(file.slice(file.position(), 4 + length));
        int type = file.getInt();
        var chunk = new Chunk(type, file.slice(file.position(), length));
        file.position(file.position() + length);
        if (file.getInt() != (int) crc.getValue()) {
            throw BadPictureException.corrupt("a checksum is wrong, before byte " + file.position());
        }
        return chunk;
    }

    private Raster pixels(PngHeader header, PngPixels pixels) throws BadPictureException {
        try (var inflater = new Inflater()) {
            var input = data.iterator();
            for (var pass : header.passes()) {
                int length = header.rowBytes(pass.width());
                var above = new byte[length];
                var row = new byte[length];
                var filter = new byte[1];
                for (int y = 0; y < pass.height(); y++) {
                    inflate(inflater, input, filter, 1);
                    inflate(inflater, input, row, length);
                    if (filter[0] < PngFilter.NONE || filter[0] > PngFilter.PAETH) {
                        throw BadPictureException.corrupt("a row has the unknown filter " + (filter[0] & 255));
                    }
                    PngFilter.undo(filter[0], row, above, length, header.pixelBytes());
                    pixels.row(pass, y, row);
                    var spare = above;
                    above = row;
                    row = spare;
                }
            }
        }
        return pixels.raster();
    }

    private static void inflate(Inflater inflater, Iterator<ByteBuffer> input, byte[] to, int length)
            throws BadPictureException {
        try {
            int done = 0;
            while (done < length) {
                int n = inflater.inflate(to, done, length - done);
                done += n;
                if (n == 0) {
                    if (inflater.finished() || inflater.needsDictionary() || !input.hasNext()) {
                        throw BadPictureException.corrupt("it has too few pixels");
                    }
                    if (inflater.needsInput()) {
                        inflater.setInput(input.next());
                    }
                }
            }
        } catch (DataFormatException e) {
            throw BadPictureException.corrupt("its pixels are not well compressed: " + e.getMessage());
        }
    }
}
