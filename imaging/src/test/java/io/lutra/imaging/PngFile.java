package io.lutra.imaging;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds PNG files, good and bad, chunk by chunk. */
final class PngFile {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PngFile() {
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    }

    PngFile header(int width, int height, int depth, int colourType, int interlacing) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) colourType)
                        .put(12, (byte) interlacing)
                        .array());
    }

    PngFile chunk(String type, byte... data) {
        return chunk(type, data, 0);
    }

    /** A chunk whose checksum is off by {@code error}. */
    PngFile chunk(String type, byte[] data, int error) {
        var name = type.getBytes(StandardCharsets.ISO_8859_1);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data);
        number(data.length);
        out.writeBytes(name);
        out.writeBytes(data);
        number((int) crc.getValue() + error);
        return this;
    }

    PngFile number(int number) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
        return this;
    }

    /** Rows with their filter bytes, compressed. */
    PngFile pixels(byte... rows) {
        return chunk("IDAT", deflated(rows));
    }

    byte[] end() {
        return chunk("IEND").bytes();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    static byte[] deflated(byte... data) {
        var compressed = new ByteArrayOutputStream();
        try (var deflater = new Deflater()) {
            deflater.setInput(data);
            deflater.finish();
            var buffer = new byte[8192];
            while (!deflater.finished()) {
                compressed.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        return compressed.toByteArray();
    }
}
