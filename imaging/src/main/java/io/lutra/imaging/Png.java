package io.lutra.imaging;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG (W3C PNG, third edition): 8-bit RGB when every pixel is opaque, else 8-bit RGBA. The same raster and texts give
 * the same bytes.
 */
/* Implementation note.
 *
 * Fast rather than small: a picture is written once and read once or twice. Deflate at LEVEL takes most of the time, so what
 * matters is that it has little to search; docs/benchmarks.md has the figures. No filter is best for all rows of flat
 * pictures and bad for photographs, and the usual row-by-row heuristics choose badly for flat ones; so one filter is chosen
 * for the whole picture, the one with which a sample of its rows is deflated to the least.
 */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int LEVEL = 2;
    private static final int[] CANDIDATES = {PngFilter.NONE, PngFilter.UP, PngFilter.PAETH};

    /** The sample is one band of as many neighbouring rows... */
    private static final int BAND = 4;

    /** ...of every so many rows. */
    private static final int BAND_EVERY = 64;

    private static final int CHUNK = 1 << 16;

    private final Raster raster;
    private final int channels;
    private final int stride;
    private final ByteArrayOutputStream out;

    private Png(Raster raster) {
        this.raster = raster;
        channels = raster.hasTransparency() ? 4 : 3;
        stride = Math.multiplyExact(raster.width(), channels);
        out = new ByteArrayOutputStream(raster.argb().length / 2 + 1024);
    }

    /**
     * Encodes a raster.
     *
     * @param texts keyword (1 to 79 Latin-1 characters) to text, written in the map's order as iTXt chunks, where a reader
     *     finds them before the pixels
     */
    public static byte[] encode(Raster raster, Map<String, String> texts) {
        var png = new Png(raster);
        png.header();
        texts.forEach(png::text);
        png.pixels();
        png.chunk("IEND", new byte[0], 0);
        return png.out.toByteArray();
    }

    private void header() {
        out.writeBytes(SIGNATURE);
        var header = ByteBuffer.allocate(13)
                .putInt(raster.width())
                .putInt(raster.height())
                .put((byte) 8)
                .put((byte) (channels == 4 ? 6 : 2));
        chunk("IHDR", header.array(), 13);
    }

    private void text(String keyword, String text) {
        if (keyword.isEmpty() || keyword.length() > 79) {
            throw new IllegalArgumentException("a keyword has 1 to 79 characters, but this one " + keyword.length());
        }
        var data = new ByteArrayOutputStream();
        data.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
        // Ends of keyword; not compressed, method; ends of language tag and translated keyword.
        data.writeBytes(new byte[5]);
        data.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        chunk("iTXt", data.toByteArray(), data.size());
    }

    private void pixels() {
        int filter = bestFilter();
        var above = new byte[stride];
        var row = new byte[stride];
        var filtered = new byte[1 + stride];
        var compressed = new byte[CHUNK];
        try (var deflater = new Deflater(LEVEL)) {
            for (int y = 0; y < raster.height(); y++) {
                samples(y, row);
                filter(filter, row, above, filtered);
                deflater.setInput(filtered);
                if (y == raster.height() - 1) {
                    deflater.finish();
                }
                for (int n = deflater.deflate(compressed); n > 0; n = deflater.deflate(compressed)) {
                    chunk("IDAT", compressed, n);
                }
                var spare = above;
                above = row;
                row = spare;
            }
        }
    }

    private int bestFilter() {
        int best = PngFilter.NONE;
        long least = Long.MAX_VALUE;
        for (int candidate : CANDIDATES) {
            long size = sampleSize(candidate);
            if (size < least) {
                least = size;
                best = candidate;
            }
        }
        return best;
    }

    private long sampleSize(int filter) {
        var above = new byte[stride];
        var row = new byte[stride];
        var filtered = new byte[1 + stride];
        var compressed = new byte[CHUNK];
        try (var deflater = new Deflater(Deflater.BEST_SPEED)) {
            for (int band = 0; band < raster.height(); band += BAND_EVERY) {
                for (int y = band; y < Math.min(band + BAND, raster.height()); y++) {
                    samples(Math.max(0, y - 1), above);
                    samples(y, row);
                    filter(filter, row, above, filtered);
                    deflater.setInput(filtered);
                    drain(deflater, compressed);
                }
            }
            deflater.finish();
            drain(deflater, compressed);
            return deflater.getBytesWritten();
        }
    }

    private static void drain(Deflater deflater, byte[] compressed) {
        int written = compressed.length;
        while (written > 0) {
            written = deflater.deflate(compressed);
        }
    }

    private void filter(int filter, byte[] row, byte[] above, byte[] filtered) {
        filtered[0] = (byte) filter;
        PngFilter.apply(filter, row, above, channels, filtered, 1);
    }

    private void samples(int y, byte[] row) {
        int[] argb = raster.argb();
        int from = y * raster.width();
        for (int x = 0, i = 0; x < raster.width(); x++, i += channels) {
            int pixel = argb[from + x];
            row[i] = (byte) (pixel >> 16);
            row[i + 1] = (byte) (pixel >> 8);
            row[i + 2] = (byte) pixel;
            if (channels == 4) {
                row[i + 3] = (byte) (pixel >>> 24);
            }
        }
    }

    private void chunk(String type, byte[] data, int length) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        out.writeBytes(name);
        out.write(data, 0, length);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
