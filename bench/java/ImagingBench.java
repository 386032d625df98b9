import io.lutra.imaging.Jpeg;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Webp;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

/** Encodes and decodes 1024x1024 pictures: a flat drawing, one with a clear background, and one with a photograph's noise. */
final class ImagingBench {
    private static final int SIDE = 1024;
    private static final int WARM_UP = 15;
    private static final int RUNS = 21;
    private static final PictureLimits LIMITS =
            new PictureLimits(EnumSet.allOf(PictureFormat.class), 4096, 1 << 24);

    public static void main(String[] args) throws Exception {
        var drawing = drawing(true);
        measure("flat drawing", drawing);
        measure("clear background", drawing(false));
        measure("noise as of a photograph", noisy(drawing));
    }

    private static void measure(String name, Raster raster) throws Exception {
        System.out.println(name);
        time("PNG encode", () -> Png.encode(raster, Map.of()));
        time("PNG encode, javax.imageio", () -> imageIo(raster));
        var png = Png.encode(raster, Map.of());
        time("PNG decode", () -> decode(png));
        time("PNG decode, javax.imageio", () -> {
            Raster.of(ImageIO.read(new ByteArrayInputStream(png)));
            return png;
        });
        time("JPEG 90 encode", () -> Jpeg.encode(raster, 90));
        var jpeg = Jpeg.encode(raster, 90);
        time("JPEG 90 decode", () -> decode(jpeg));
        time("WebP 90 encode", () -> Webp.encode(raster, 90));
        var webp = Webp.encode(raster, 90);
        time("WebP 90 decode", () -> decode(webp));
    }

    private static byte[] decode(byte[] file) {
        PictureReader.read(file, LIMITS);
        return file;
    }

    private static byte[] imageIo(Raster raster) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(raster.toImage(), "png", out);
        return out.toByteArray();
    }

    private static void time(String name, Callable<byte[]> work) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            work.call();
        }
        var millis = new double[RUNS];
        int size = 0;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            size = work.call().length;
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("  %-26s best %6.1f ms, median %6.1f ms, %5d kB%n", name, millis[0], millis[RUNS / 2], size / 1000);
    }

    private static Raster drawing(boolean opaque) {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        if (opaque) {
            g.setPaint(new GradientPaint(0, 0, new Color(150, 200, 250), 0, SIDE, new Color(240, 250, 255)));
            g.fillRect(0, 0, SIDE, SIDE);
        }
        var random = new Random(1);
        for (int i = 0; i < 60; i++) {
            g.setColor(new Color(random.nextInt(1 << 24)));
            g.fill(new Ellipse2D.Double(
                    random.nextInt(SIDE), random.nextInt(SIDE), random.nextInt(300), random.nextInt(300)));
        }
        g.dispose();
        return Raster.of(image);
    }

    private static Raster noisy(Raster raster) {
        var random = new Random(2);
        var argb = raster.argb().clone();
        for (int i = 0; i < argb.length; i++) {
            int pixel = 0xff000000;
            for (int shift = 0; shift < 24; shift += 8) {
                int level = (argb[i] >> shift & 255) + (int) Math.round(3 * random.nextGaussian());
                pixel |= Math.clamp(level, 0, 255) << shift;
            }
            argb[i] = pixel;
        }
        return new Raster(raster.width(), raster.height(), argb);
    }
}
