package io.lutra.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes JPEG, baseline. What is transparent becomes white. The same raster and quality give the same bytes. */
public final class Jpeg {
    private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);

    /** From here on colours are stored at full resolution, as edges of flat areas need it. */
    private static final int FULL_COLOUR = 90;

    private Jpeg() {}

    /**
     * Encodes a raster.
     *
     * @param quality 0 (smallest) to 100 (best)
     */
    public static byte[] encode(Raster raster, int quality) {
        if (quality < 0 || quality > 100) {
            throw new IllegalArgumentException("quality must be 0 to 100, but is " + quality);
        }
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream(raster.argb().length / 4 + 1024);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / 100f);
            writer.write(null, new IIOImage(onWhite(raster), null, metadata(writer, param, quality)), param);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a JPEG to memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * Encodes a raster with texts about it, in an XMP packet (ISO 16684-3, section 1.1.3). The pixels are those of the encoding
     * without texts.
     *
     * @param quality 0 (smallest) to 100 (best)
     * @param texts keyword, a letter and then letters and digits of ASCII, to text
     * @throws IllegalArgumentException if the texts take more than the 64 KB that a segment holds
     */
    public static byte[] encode(Raster raster, int quality, Map<String, String> texts) {
        var plain = encode(raster, quality);
        if (texts.isEmpty()) {
            return plain;
        }
        var packet = Xmp.packet(texts);
        int length = 2 + XMP.length + packet.length;
        if (length > 0xFFFF) {
            throw new IllegalArgumentException("texts of " + packet.length + " bytes do not fit into a JPEG");
        }
        // After the start of the image and the segment that names it JFIF, which has to come first.
        int at = 2 + (plain[3] == (byte) 0xE0 ? 2 + (((plain[4] & 255) << 8) | (plain[5] & 255)) : 0);
        return ByteBuffer.allocate(plain.length + 2 + length)
                .put(plain, 0, at)
                .putShort((short) 0xFFE1)
                .putShort((short) length)
                .put(XMP)
                .put(packet)
                .put(plain, at, plain.length - at)
                .array();
    }

    private static IIOMetadata metadata(ImageWriter writer, ImageWriteParam param, int quality)
            throws IIOInvalidTreeException {
        var type = ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB);
        var metadata = writer.getDefaultImageMetadata(type, param);
        if (quality >= FULL_COLOUR) {
            var format = metadata.getNativeMetadataFormatName();
            var root = (IIOMetadataNode) metadata.getAsTree(format);
            var luma =
                    (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
            luma.setAttribute("HsamplingFactor", "1");
            luma.setAttribute("VsamplingFactor", "1");
            metadata.setFromTree(format, root);
        }
        return metadata;
    }

    private static BufferedImage onWhite(Raster raster) {
        var opaque = new int[raster.argb().length];
        for (int i = 0; i < opaque.length; i++) {
            int pixel = raster.argb()[i];
            int alpha = pixel >>> 24;
            opaque[i] = onWhite(pixel >> 16 & 255, alpha) << 16
                    | onWhite(pixel >> 8 & 255, alpha) << 8
                    | onWhite(pixel & 255, alpha);
        }
        var image = new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_RGB);
        image.getRaster().setDataElements(0, 0, raster.width(), raster.height(), opaque);
        return image;
    }

    private static int onWhite(int sample, int alpha) {
        return (sample * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
