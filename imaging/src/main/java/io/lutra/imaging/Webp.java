package io.lutra.imaging;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes WebP, lossy, with an alpha channel where there is transparency. */
public final class Webp {
    /** Where the first chunk begins, behind the file's own head. */
    private static final int FIRST_CHUNK = 12;

    /** The length of a VP8X chunk, which announces others than the pixels (RFC 9649, section 2.7). */
    private static final int EXTENSION = 18;

    private static final int XMP_FLAG = 0x04;
    private static final int ALPHA_FLAG = 0x10;

    private Webp() {}

    /**
     * Encodes a raster; the native library is loaded the first time.
     *
     * @param quality 0 (smallest) to 100 (best)
     */
    public static byte[] encode(Raster raster, int quality) {
        if (quality < 0 || quality > 100) {
            throw new IllegalArgumentException("quality must be 0 to 100, but is " + quality);
        }
        var param = new WebPWriteParam(Locale.ROOT);
        param.setCompressionType(CompressionType.Lossy);
        param.setCompressionQuality(quality / 100f);
        var bytes = new ByteArrayOutputStream(raster.argb().length / 4 + 1024);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var writer = new WebPImageWriterSpi().createWriterInstance(null);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image(raster), null, null), param);
            writer.dispose();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a WebP to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Encodes a raster with texts about it, in an XMP chunk (RFC 9649, section 2.7). The pixels are those of the encoding without
     * texts.
     *
     * @param quality 0 (smallest) to 100 (best)
     * @param texts keyword, a letter and then letters and digits of ASCII, to text
     */
    public static byte[] encode(Raster raster, int quality, Map<String, String> texts) {
        var plain = encode(raster, quality);
        if (texts.isEmpty()) {
            return plain;
        }
        var packet = Xmp.packet(texts);
        boolean extended = plain[FIRST_CHUNK + 3] == 'X';
        int size = plain.length + (extended ? 0 : EXTENSION) + 8 + packet.length + packet.length % 2;
        var file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(plain, 0, 4).putInt(size - 8).put(plain, 8, FIRST_CHUNK - 8);
        if (extended) {
            file.put(plain, FIRST_CHUNK, plain.length - FIRST_CHUNK);
            file.put(FIRST_CHUNK + 8, (byte) (plain[FIRST_CHUNK + 8] | XMP_FLAG));
        } else {
            int flags = XMP_FLAG | (raster.hasTransparency() ? ALPHA_FLAG : 0);
            file.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(EXTENSION - 8);
            file.putInt(flags);
            putLessOne(file, raster.width());
            putLessOne(file, raster.height());
            file.put(plain, FIRST_CHUNK, plain.length - FIRST_CHUNK);
        }
        file.put("XMP ".getBytes(StandardCharsets.US_ASCII))
                .putInt(packet.length)
                .put(packet);
        return file.array();
    }

    /** A side, less one, in 24 bits. */
    private static void putLessOne(ByteBuffer file, int side) {
        file.putShort((short) (side - 1)).put((byte) ((side - 1) >> 16));
    }

    private static BufferedImage image(Raster raster) {
        int type = raster.hasTransparency() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        var image = new BufferedImage(raster.width(), raster.height(), type);
        image.getRaster().setDataElements(0, 0, raster.width(), raster.height(), raster.argb());
        return image;
    }
}
