package io.lutra.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.imaging.DecodedPicture.Colours;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PngReaderTest {
    static final PictureLimits LIMITS = new PictureLimits(Set.of(PictureFormat.PNG), 4096, 1 << 22);

    record Bad(String name, byte[] file, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,GREY",
        "0,2,GREY",
        "0,4,GREY",
        "0,8,GREY",
        "0,16,GREY",
        "2,8,RGB",
        "2,16,RGB",
        "3,1,PALETTE",
        "3,2,PALETTE",
        "3,4,PALETTE",
        "3,8,PALETTE",
        "4,8,GREY_ALPHA",
        "4,16,GREY_ALPHA",
        "6,8,RGBA",
        "6,16,RGBA"
    })
    void readsEveryKindOfPixelPlainAndInterlaced(int colourType, int depth, Colours colours) {
        for (int width = 1; width <= 18; width++) {
            for (int height : new int[] {1, 2, 3, 5, 8, 13}) {
                var samples = new Samples(width, height, depth, colourType);

                var plain = picture(samples.file(0));
                var interlaced = picture(samples.file(1));

                assertThat(plain.colours()).isEqualTo(colours);
                assertThat(plain.raster().argb()).isEqualTo(samples.argb());
                assertThat(interlaced.raster().argb()).isEqualTo(samples.argb());
            }
        }
    }

    @Test
    void undoesEveryFilter() {
        // Rows of 3 grey pixels: none 1 2 3, sub +1, up +1, average, paeth; worked out by hand from section 9.
        var file = new PngFile()
                .header(3, 5, 8, 0, 0)
                .pixels(new byte[] {0, 1, 2, 3, 1, 5, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1})
                .end();

        assertThat(picture(file).raster().argb()).containsExactly(grey(1, 2, 3, 5, 6, 7, 6, 7, 8, 4, 6, 8, 5, 7, 9));
    }

    @Test
    void readsWhatAnotherWriterWroteWithAllItsFilters() throws IOException {
        var image = noise(200, 100, BufferedImage.TYPE_INT_ARGB);
        for (var interlaced : new boolean[] {false, true}) {
            assertThat(picture(written(image, interlaced)).raster().argb())
                    .isEqualTo(Raster.of(image).argb());
        }
    }

    @Test
    void readsBackWhatOurWriterWrites() {
        var raster = Raster.of(noise(333, 77, BufferedImage.TYPE_INT_ARGB));

        var read = picture(Png.encode(raster, Map.of("prompt", "otter")));

        assertThat(read.raster().argb()).isEqualTo(raster.argb());
        assertThat(read.colours()).isEqualTo(Colours.RGBA);
    }

    @Test
    void keepsTheColourOfClearPixels() {
        var rgba = new PngFile().header(1, 1, 8, 6, 0).pixels((byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 0);
        var rgb = new PngFile()
                .header(2, 1, 8, 2, 0)
                .chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3})
                .pixels((byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 1, (byte) 2, (byte) 4);

        assertThat(picture(rgba.end()).raster().argb()).containsExactly(0x00010203);
        assertThat(picture(rgb.end()).raster().argb()).containsExactly(0x00010203, 0xff010204);
    }

    @Test
    void honoursTransparentGreysIndexesAndSixteenBitColours() {
        var grey = new PngFile()
                .header(2, 1, 2, 0, 0)
                .chunk("tRNS", new byte[] {0, 2})
                .pixels((byte) 0, (byte) 0b10_01_0000);
        var palette = new PngFile()
                .header(3, 1, 8, 3, 0)
                .chunk("PLTE", new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9})
                .chunk("tRNS", new byte[] {0, (byte) 128})
                .pixels(new byte[] {0, 0, 1, 2});
        var deep = new PngFile()
                .header(2, 1, 16, 2, 0)
                .chunk("tRNS", new byte[] {1, 2, 3, 4, 5, 6})
                .pixels(new byte[] {0, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 7});

        assertThat(picture(grey.end()).raster().argb()).containsExactly(0x00aaaaaa, 0xff555555);
        assertThat(picture(palette.end()).raster().argb()).containsExactly(0x00010203, 0x80040506, 0xff070809);
        assertThat(picture(deep.end()).raster().argb()).containsExactly(0x00010305, 0xff010305);
    }

    @Test
    void readsTheDefaultImageOfAnAnimationAndPassesOverWhatItDoesNotKnow() {
        var file = new PngFile()
                .header(1, 1, 8, 0, 0)
                .chunk("acTL", new byte[8])
                .chunk("iCCP", new byte[] {'x', 0, 0, 1, 2, 3})
                .chunk("zTXt", PngFile.deflated(new byte[1 << 20]))
                .pixels((byte) 0, (byte) 7)
                .chunk("fcTL", new byte[26])
                .chunk("fdAT", new byte[30])
                .chunk("abCd")
                .end();

        assertThat(picture(file).raster().argb()).containsExactly(0xff070707);
    }

    @Test
    void readsTheOrientationFromExif() {
        var exif = new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0};
        var file = new PngFile()
                .header(2, 1, 8, 0, 0)
                .chunk("eXIf", exif)
                .pixels((byte) 0, (byte) 1, (byte) 2)
                .end();

        var upright = picture(file).upright();

        assertThat(upright.width()).isEqualTo(1);
        assertThat(upright.argb()).containsExactly(grey(1, 2));
    }

    @Test
    void passesOverDataAfterTheLastRowAndBytesAfterTheEnd() {
        var file = new PngFile()
                .header(1, 1, 8, 0, 0)
                .pixels(new byte[100_000])
                .chunk("IEND")
                .number(12345)
                .bytes();

        assertThat(picture(file).raster().argb()).containsExactly(0xff000000);
    }

    @Test
    void readsPixelsInManyChunks() {
        var data = PngFile.deflated((byte) 0, (byte) 9, (byte) 8);
        var file = new PngFile().header(2, 1, 8, 0, 0);
        for (byte b : data) {
            file.chunk("IDAT", b).chunk("IDAT");
        }

        assertThat(picture(file.end()).raster().argb()).containsExactly(grey(9, 8));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void saysWhatIsWrong(Bad bad) {
        var reading = PictureReader.read(bad.file(), LIMITS);

        assertThat(reading).isInstanceOf(BadPicture.class);
        assertThat(((BadPicture) reading).reason()).contains(bad.reason());
    }

    static List<Bad> badFiles() {
        var good = new PngFile().header(2, 2, 8, 0, 0).pixels(new byte[6]).end();
        byte[] one = {0, 0};
        var bad = new ArrayList<Bad>(List.of(
                new Bad("signature alone", new PngFile().bytes(), "ends too early"),
                new Bad("no header", new PngFile().pixels(one).end(), "does not begin with a header"),
                new Bad(
                        "short header",
                        new PngFile().chunk("IHDR", new byte[12]).end(),
                        "does not begin with a header"),
                new Bad("empty", new PngFile().header(0, 1, 8, 0, 0).pixels(one).end(), "size 0x1"),
                new Bad(
                        "negative",
                        new PngFile().header(-1, 1, 8, 0, 0).pixels(one).end(),
                        "size -1x1"),
                new Bad(
                        "bomb",
                        new PngFile()
                                .header(50_000, 50_000, 8, 6, 0)
                                .pixels(one)
                                .end(),
                        "50000x50000"),
                new Bad(
                        "too many pixels",
                        new PngFile().header(4096, 4096, 1, 0, 0).pixels(one).end(),
                        "4096x4096"),
                new Bad(
                        "too wide",
                        new PngFile().header(4097, 1, 1, 0, 0).pixels(one).end(),
                        "4097x1"),
                new Bad(
                        "widest",
                        new PngFile()
                                .header(Integer.MAX_VALUE, Integer.MAX_VALUE, 16, 6, 1)
                                .pixels(one)
                                .end(),
                        "2147483647"),
                new Bad(
                        "depth 3",
                        new PngFile().header(1, 1, 3, 0, 0).pixels(one).end(),
                        "depth 3"),
                new Bad(
                        "depth 48",
                        new PngFile().header(1, 1, 48, 0, 0).pixels(one).end(),
                        "depth 48"),
                new Bad(
                        "16-bit palette",
                        new PngFile().header(1, 1, 16, 3, 0).pixels(one).end(),
                        "impossible"),
                new Bad(
                        "colour type 5",
                        new PngFile().header(1, 1, 8, 5, 0).pixels(one).end(),
                        "colour type 5"),
                new Bad(
                        "interlacing 2",
                        new PngFile().header(1, 1, 8, 0, 2).pixels(one).end(),
                        "interlacing 2"),
                new Bad(
                        "no palette",
                        new PngFile().header(1, 1, 8, 3, 0).pixels(one).end(),
                        "no palette"),
                new Bad(
                        "late palette",
                        new PngFile()
                                .header(1, 1, 8, 3, 0)
                                .pixels(one)
                                .chunk("PLTE", new byte[3])
                                .end(),
                        "palette"),
                new Bad(
                        "odd palette",
                        new PngFile()
                                .header(1, 1, 8, 3, 0)
                                .chunk("PLTE", new byte[4])
                                .pixels(one)
                                .end(),
                        "palette of 4"),
                new Bad(
                        "long palette",
                        new PngFile()
                                .header(1, 1, 8, 3, 0)
                                .chunk("PLTE", new byte[771])
                                .pixels(one)
                                .end(),
                        "palette of 771"),
                new Bad(
                        "index beyond palette",
                        new PngFile()
                                .header(1, 1, 8, 3, 0)
                                .chunk("PLTE", new byte[3])
                                .pixels((byte) 0, (byte) 1)
                                .end(),
                        "colour 1 of a palette of 1"),
                new Bad(
                        "wrong tRNS",
                        new PngFile()
                                .header(1, 1, 8, 2, 0)
                                .chunk("tRNS", new byte[5])
                                .pixels(new byte[4])
                                .end(),
                        "transparent colour"),
                new Bad("no pixels", new PngFile().header(1, 1, 8, 0, 0).end(), "no pixels"),
                new Bad(
                        "empty pixels",
                        new PngFile().header(1, 1, 8, 0, 0).chunk("IDAT").end(),
                        "too few pixels"),
                new Bad(
                        "too few pixels",
                        new PngFile().header(1, 2, 8, 0, 0).pixels(one).end(),
                        "too few pixels"),
                new Bad(
                        "pixels in two places",
                        new PngFile()
                                .header(1, 1, 8, 0, 0)
                                .pixels(one)
                                .chunk("tEXt")
                                .pixels(one)
                                .end(),
                        "two places"),
                new Bad(
                        "unknown filter",
                        new PngFile()
                                .header(1, 1, 8, 0, 0)
                                .pixels((byte) 5, (byte) 0)
                                .end(),
                        "filter 5"),
                new Bad(
                        "not deflated",
                        new PngFile()
                                .header(1, 1, 8, 0, 0)
                                .chunk("IDAT", new byte[20])
                                .end(),
                        "compressed"),
                new Bad(
                        "preset dictionary",
                        new PngFile()
                                .header(1, 1, 8, 0, 0)
                                .chunk("IDAT", (byte) 0x78, (byte) 0xbb, (byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte)
                                        0)
                                .end(),
                        "too few pixels"),
                new Bad(
                        "wrong checksum",
                        new PngFile()
                                .header(1, 1, 8, 0, 0)
                                .chunk("IDAT", PngFile.deflated(one), 1)
                                .end(),
                        "checksum"),
                new Bad(
                        "wrong checksum of a text",
                        new PngFile()
                                .header(1, 1, 8, 0, 0)
                                .chunk("tEXt", one, 1)
                                .pixels(one)
                                .end(),
                        "checksum"),
                new Bad(
                        "unknown critical chunk",
                        new PngFile()
                                .header(1, 1, 8, 0, 0)
                                .chunk("CgBI", one)
                                .pixels(one)
                                .end(),
                        "critical"),
                new Bad(
                        "absurd chunk length",
                        new PngFile()
                                .header(1, 1, 8, 0, 0)
                                .number(Integer.MAX_VALUE)
                                .number(0)
                                .number(0)
                                .bytes(),
                        "2147483647"),
                new Bad(
                        "negative chunk length",
                        new PngFile()
                                .header(1, 1, 8, 0, 0)
                                .number(-1)
                                .number(0)
                                .number(0)
                                .bytes(),
                        "4294967295"),
                new Bad(
                        "no end",
                        new PngFile().header(1, 1, 8, 0, 0).pixels(one).bytes(),
                        "ends too early")));
        for (int length = 8; length < good.length; length++) {
            bad.add(new Bad("cut at " + length, Arrays.copyOf(good, length), "it ends"));
        }
        return bad;
    }

    private static DecodedPicture picture(byte[] file) {
        var reading = PictureReader.read(file, LIMITS);
        assertThat(reading).isInstanceOf(DecodedPicture.class);
        return (DecodedPicture) reading;
    }

    private static int[] grey(int... values) {
        var argb = values.clone();
        for (int i = 0; i < argb.length; i++) {
            argb[i] = 0xff000000 | values[i] * 0x010101;
        }
        return argb;
    }

    static BufferedImage noise(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        var random = new Random(width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x < width / 2 ? 0xff000000 | (x + y) * 0x010203 : random.nextInt());
            }
        }
        return image;
    }

    private static byte[] written(BufferedImage image, boolean interlaced) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var param = writer.getDefaultWriteParam();
        param.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        writer.dispose();
        assertThat(ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()))).isNotNull();
        return bytes.toByteArray();
    }
}
