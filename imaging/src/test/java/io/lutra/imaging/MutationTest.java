package io.lutra.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every kind, broken in thousands of ways: each must be a picture within the limits, or a bad one. */
class MutationTest {
    private static final int MAX_SIDE = 256;
    private static final PictureLimits LIMITS =
            new PictureLimits(EnumSet.allOf(PictureFormat.class), MAX_SIDE, MAX_SIDE * MAX_SIDE);

    record Seed(String name, byte[] file, int mutations) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Seed> seeds() throws IOException {
        var seeds = new ArrayList<Seed>();
        for (int[] kind : new int[][] {{0, 1}, {0, 16}, {2, 8}, {3, 4}, {4, 16}, {6, 8}}) {
            for (int interlacing = 0; interlacing < 2; interlacing++) {
                var file = new Samples(19, 11, kind[1], kind[0]).file(interlacing);
                seeds.add(new Seed("PNG " + Arrays.toString(kind) + " " + interlacing, file, 1500));
            }
        }
        seeds.add(new Seed("our PNG", Png.encode(JpegWebpTest.drawing(true), Map.of("seed", "1")), 1500));
        seeds.add(new Seed("JPEG", Jpeg.encode(JpegWebpTest.drawing(false), 80), 800));
        var grey = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
        seeds.add(new Seed("progressive JPEG", JpegWebpTest.jpeg(grey, true), 800));
        seeds.add(new Seed("WebP", Webp.encode(JpegWebpTest.drawing(false), 70), 400));
        seeds.add(new Seed("WebP with alpha", Webp.encode(JpegWebpTest.drawing(true), 70), 400));
        seeds.add(new Seed("lossless WebP", LosslessWebpTest.file(JpegWebpTest.drawing(true), 1), 1500));
        seeds.add(new Seed("quick lossless WebP", LosslessWebpTest.file(JpegWebpTest.drawing(false), 0), 1500));
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isAPictureOrABadOneWhateverIsDoneToIt(Seed seed) {
        var random = new Random(seed.name().hashCode());
        for (int i = 0; i < seed.mutations(); i++) {
            var file = mutated(seed.file(), random);
            if (random.nextInt(4) != 0) {
                mendChecksums(file);
            }

            switch (PictureReader.read(file, LIMITS)) {
                case BadPicture bad -> assertThat(bad.reason()).isNotBlank();
                case DecodedPicture(Raster raster, var format, var colours, var orientation) ->
                    assertThat(Math.max(raster.width(), raster.height())).isLessThanOrEqualTo(MAX_SIDE);
            }
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        var file = original.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(file.length);
            switch (random.nextInt(7)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> file[at] = (byte) random.nextInt(256);
                case 2 -> file = Arrays.copyOf(file, 1 + random.nextInt(file.length));
                case 3 -> {
                    int extreme = List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 1)
                            .get(random.nextInt(6));
                    if (at + 4 <= file.length) {
                        ByteBuffer.wrap(file).putInt(at, extreme);
                    }
                }
                case 4 -> file = without(file, at, Math.min(file.length - 1, at + 1 + random.nextInt(20)));
                case 5 -> file = repeated(file, at, Math.min(file.length, at + 1 + random.nextInt(60)));
                default ->
                    Arrays.fill(file, at, Math.min(file.length, at + random.nextInt(16)), (byte) random.nextInt(256));
            }
        }
        // What does not begin rightly is thrown out before anything is parsed.
        System.arraycopy(original, 0, file, 0, Math.min(file.length, 3));
        return file;
    }

    private static byte[] without(byte[] file, int from, int to) {
        var shorter = Arrays.copyOf(file, Math.max(1, file.length - Math.max(0, to - from)));
        if (to > from) {
            System.arraycopy(file, to, shorter, from, file.length - to);
        }
        return shorter;
    }

    private static byte[] repeated(byte[] file, int from, int to) {
        var longer = Arrays.copyOf(file, file.length + to - from);
        System.arraycopy(file, from, longer, to, file.length - from);
        return longer;
    }

    /** Makes the checksums of a PNG right as far as its chunks can be followed, so that what is broken gets past them. */
    private static void mendChecksums(byte[] bytes) {
        var file = ByteBuffer.wrap(bytes);
        int at = 8;
        while (at + 12 <= bytes.length && bytes[1] == 'P') {
            int length = file.getInt(at);
            if (length < 0 || length > bytes.length - at - 12) {
                return;
            }
            var crc = new CRC32();
            crc.update(bytes, at + 4, 4 + length);
            file.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
    }
}
