package io.lutra.imaging;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes WebP, lossy, with an alpha channel where there is transparency. */
public final class Webp {
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

    private static BufferedImage image(Raster raster) {
        int type = raster.hasTransparency() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        var image = new BufferedImage(raster.width(), raster.height(), type);
        image.getRaster().setDataElements(0, 0, raster.width(), raster.height(), raster.argb());
        return image;
    }
}
