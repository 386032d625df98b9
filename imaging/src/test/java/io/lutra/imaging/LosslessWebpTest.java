package io.lutra.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads what libwebp writes. */
class LosslessWebpTest {
    record Case(String name, Raster raster) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> pictures() {
        var random = new Random(5);
        var cases = new ArrayList<Case>();
        for (int[] size : new int[][] {{1, 1}, {3, 7}, {64, 64}, {129, 70}}) {
            for (int colours : new int[] {1, 2, 4, 16, 200, 1000}) {
                int[] palette = random.ints(colours).toArray();
                var argb = random.ints((long) size[0] * size[1], 0, colours)
                        .map(i -> palette[i])
                        .toArray();
                cases.add(new Case(size[0] + "x" + size[1] + " of " + colours, new Raster(size[0], size[1], argb)));
            }
            var smooth = new int[size[0] * size[1]];
            for (int i = 0; i < smooth.length; i++) {
                int x = i % size[0];
                int y = i / size[0];
                int red = x * 255 / size[0];
                int green = (x + y) * 255 / (size[0] + size[1]);
                int blue = (red + green) / 2 + random.nextInt(3);
                int alpha = y < size[1] / 2 ? 255 : 255 - y / 2;
                smooth[i] = (alpha << 24) | (red << 16) | (green << 8) | Math.min(blue, 255);
            }
            cases.add(new Case(size[0] + "x" + size[1] + " smooth", new Raster(size[0], size[1], smooth)));
        }
        cases.add(new Case("drawing", JpegWebpTest.drawing(false)));
        cases.add(new Case("clear drawing", JpegWebpTest.drawing(true)));
        var repeated = new int[300 * 300];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = 0xff000000 | ((i % 300 % 37) * (i / 300 % 23) * 7919);
        }
        cases.add(new Case("repeated", new Raster(300, 300, repeated)));
        return cases;
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void readsEveryPixelAsItWasWritten(Case picture) throws IOException {
        for (float effort : new float[] {0, 0.5f, 0.8f}) {
            var reading = PictureReader.read(file(picture.raster(), effort), JpegWebpTest.LIMITS);

            assertThat(reading).isInstanceOf(DecodedPicture.class);
            assertThat(((DecodedPicture) reading).raster().argb())
                    .isEqualTo(picture.raster().argb());
        }
    }

    @Test
    void readsTheAlphaOfALossyPictureAsItWasWritten() {
        var raster = JpegWebpTest.drawing(true);

        var reading = PictureReader.read(Webp.encode(raster, 50), JpegWebpTest.LIMITS);

        var read = ((DecodedPicture) reading).raster();
        for (int i = 0; i < read.argb().length; i++) {
            assertThat(read.argb()[i] >>> 24).isEqualTo(raster.argb()[i] >>> 24);
        }
    }

    @Test
    void takesLittleMemoryForASmallFileThatClaimsManyCodes() {
        var file = manyCodes();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        var reading = PictureReader.read(file, JpegWebpTest.LIMITS);

        assertThat(reading).isInstanceOf(DecodedPicture.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000_000);
    }

    /** A picture of 4x4 pixels whose one block is of the last of 65536 code groups. */
    private static byte[] manyCodes() {
        var bits = new Bits();
        bits.put(0x2f, 8).put(3, 14).put(3, 14).put(0, 4);
        // No transform, no cache, blocks of 4 pixels; the entropy image is one pixel of a group that takes no bits.
        bits.put(0, 1).put(0, 1).put(1, 1).put(0, 3).put(0, 1);
        bits.single(255, 8).single(255, 8).single(0, 1).single(1, 1).single(0, 1);
        for (int i = 0; i < 5 * 65536; i++) {
            bits.single(i % 2, 1);
        }
        var pixels = bits.bytes();
        return ByteBuffer.allocate(20 + pixels.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + pixels.length)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(pixels.length)
                .put(pixels)
                .array();
    }

    static byte[] file(Raster raster, float effort) throws IOException {
        var param = new WebPWriteParam(Locale.ROOT);
        param.setCompressionType(CompressionType.Lossless);
        param.setCompressionQuality(effort);
        param.setMethod(Math.round(effort * 6));
        param.setExact(true);
        var image = new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_ARGB);
        image.getRaster().setDataElements(0, 0, raster.width(), raster.height(), raster.argb());
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var writer = new WebPImageWriterSpi().createWriterInstance(null);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Writes bits, the lowest first. */
    private static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private long pending;
        private int count;

        Bits put(int value, int bits) {
            pending |= (long) value << count;
            for (count += bits; count >= 8; count -= 8) {
                out.write((int) pending & 255);
                pending >>>= 8;
            }
            return this;
        }

        /** A code of one symbol of 1 or 8 bits. */
        Bits single(int symbol, int bits) {
            return put(1, 1).put(0, 1).put(bits == 8 ? 1 : 0, 1).put(symbol, bits);
        }

        byte[] bytes() {
            put(0, 7).put(0, (8 - count) % 8);
            if (out.size() % 2 == 1) {
                out.write(0);
            }
            return out.toByteArray();
        }
    }
}
