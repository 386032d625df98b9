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
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int LEVEL = 3;
    private static final int FILTER_UP = 2;

    private Png() {}

    /**
     * Encodes a raster.
     *
     * @param texts keyword (1 to 79 Latin-1 characters) to text, written in the map's order as iTXt chunks, where a reader
     *     finds them before the pixels
     */
    public static byte[] encode(Raster raster, Map<String, String> texts) {
        boolean alpha = raster.hasTransparency();
        var out = new ByteArrayOutputStream(raster.argb().length / 4 + 1024);
        out.writeBytes(SIGNATURE);
        var header = ByteBuffer.allocate(13)
                .putInt(raster.width())
                .putInt(raster.height())
                .put((byte) 8)
                .put((byte) (alpha ? 6 : 2));
        chunk(out, "IHDR", header.array(), 13);
        texts.forEach((keyword, text) -> text(out, keyword, text));
        pixels(out, raster, alpha ? 4 : 3);
        chunk(out, "IEND", new byte[0], 0);
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String keyword, String text) {
        if (keyword.isEmpty() || keyword.length() > 79) {
            throw new IllegalArgumentException("a keyword has 1 to 79 characters, but this one " + keyword.length());
        }
        var data = new ByteArrayOutputStream();
        data.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
        // Ends of keyword; not compressed, method; ends of language tag and translated keyword.
        data.writeBytes(new byte[5]);
        data.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        chunk(out, "iTXt", data.toByteArray(), data.size());
    }

    private static void pixels(ByteArrayOutputStream out, Raster raster, int channels) {
        int stride = Math.multiplyExact(raster.width(), channels);
        var above = new byte[stride];
        var row = new byte[stride];
        var filtered = new byte[1 + stride];
        filtered[0] = FILTER_UP;
        var compressed = new byte[1 << 16];
        try (var deflater = new Deflater(LEVEL)) {
            for (int y = 0; y < raster.height(); y++) {
                samples(raster, y, row, channels);
                for (int i = 0; i < stride; i++) {
                    filtered[1 + i] = (byte) (row[i] - above[i]);
                }
                deflater.setInput(filtered);
                if (y == raster.height() - 1) {
                    deflater.finish();
                }
                for (int n = deflater.deflate(compressed); n > 0; n = deflater.deflate(compressed)) {
                    chunk(out, "IDAT", compressed, n);
                }
                var spare = above;
                above = row;
                row = spare;
            }
        }
    }

    private static void samples(Raster raster, int y, byte[] row, int channels) {
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

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data, int length) {
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
