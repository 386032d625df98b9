package io.lutra.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.imaging.DecodedPicture.Colours;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegWebpTest {
    static final PictureLimits LIMITS = new PictureLimits(EnumSet.allOf(PictureFormat.class), 4096, 1 << 22);

    @ParameterizedTest
    @ValueSource(ints = {50, 90, 100})
    void readsTheJpegThatItWrites(int quality) {
        var raster = drawing(false);

        var read = picture(Jpeg.encode(raster, quality));

        assertThat(read.format()).isEqualTo(PictureFormat.JPEG);
        assertThat(read.colours()).isEqualTo(Colours.RGB);
        assertThat(meanDifference(read.raster(), raster)).isLessThan(quality == 50 ? 4 : 1.5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsTheWebpThatItWrites(boolean transparent) {
        var raster = drawing(transparent);

        var read = picture(Webp.encode(raster, 90));

        assertThat(read.format()).isEqualTo(PictureFormat.WEBP);
        assertThat(read.colours()).isEqualTo(transparent ? Colours.RGBA : Colours.RGB);
        assertThat(read.raster().hasTransparency()).isEqualTo(transparent);
        assertThat(meanDifference(read.raster(), raster)).isLessThan(4);
    }

    @Test
    void spendsBytesOnQuality() {
        var raster = drawing(false);

        assertThat(Jpeg.encode(raster, 30)).hasSizeLessThan(Jpeg.encode(raster, 80).length);
        assertThat(Webp.encode(raster, 30)).hasSizeLessThan(Webp.encode(raster, 95).length);
        assertThatThrownBy(() -> Jpeg.encode(raster, 101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Webp.encode(raster, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesTransparencyAsWhiteInJpeg() {
        var clear = new Raster(8, 8, new int[64]);

        assertThat(picture(Jpeg.encode(clear, 100)).raster().argb()).containsOnly(0xffffffff);
    }

    @Test
    void keepsSharpColoursAtHighQuality() {
        var stripes = new int[64 * 64];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = i % 2 == 0 ? 0xffff0000 : 0xff0000ff;
        }
        var raster = new Raster(64, 64, stripes);

        assertThat(meanDifference(picture(Jpeg.encode(raster, 95)).raster(), raster))
                .isLessThan(6);
    }

    @Test
    void readsGreyJpegWithoutMakingItLighter() throws IOException {
        var grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        var samples = new int[256];
        Arrays.fill(samples, 64);
        grey.getRaster().setPixels(0, 0, 16, 16, samples);

        var read = picture(jpeg(grey, false));

        assertThat(read.colours()).isEqualTo(Colours.GREY);
        assertThat(read.raster().argb()).containsOnly(0xff404040);
    }

    @Test
    void readsProgressiveJpeg() throws IOException {
        var raster = drawing(false);
        var image = new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_RGB);
        image.getRaster().setDataElements(0, 0, raster.width(), raster.height(), raster.argb());

        assertThat(meanDifference(picture(jpeg(image, true)).raster(), raster)).isLessThan(6);
    }

    @Test
    void readsCmykJpegAsColours() throws IOException {
        var read = picture(cmykJpeg());

        assertThat(read.colours()).isEqualTo(Colours.CMYK);
        assertThat(read.raster().width()).isEqualTo(16);
    }

    @Test
    void findsTheOrientationOfAJpegAndTurnsThePicture() {
        var raster = new Raster(16, 8, new int[128]);
        var plain = Jpeg.encode(raster, 90);
        byte[] exif = {
            'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 8, 0, 0
        };
        var turned = ByteBuffer.allocate(plain.length + 4 + exif.length)
                .put(plain, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (2 + exif.length))
                .put(exif)
                .put(plain, 2, plain.length - 2)
                .array();

        var read = picture(turned);

        assertThat(read.orientation()).isEqualTo(Orientation.TURNED_270);
        assertThat(read.upright().width()).isEqualTo(8);
    }

    @Test
    void refusesJpegWhoseSizeOrScansAreABomb() {
        var file = Jpeg.encode(drawing(false), 90);
        int frame = indexOf(file, 0xc0);
        var huge = ByteBuffer.wrap(file.clone()).putInt(frame + 5, 0xfffefffe).array();
        int scan = indexOf(file, 0xda);
        var scans = new ByteArrayOutputStream();
        scans.write(file, 0, file.length - 2);
        for (int i = 0; i < 200; i++) {
            scans.write(file, scan, file.length - 2 - scan);
        }
        scans.write(file, file.length - 2, 2);

        assertThat(reason(huge)).contains("65534x65534");
        assertThat(reason(scans.toByteArray())).contains("scan");
    }

    @Test
    void refusesEveryTruncatedJpegAndWebp() {
        var jpeg = Jpeg.encode(drawing(false), 80);
        var webp = Webp.encode(drawing(true), 80);
        for (int length = 3; length < jpeg.length; length += 13) {
            assertThat(PictureReader.read(Arrays.copyOf(jpeg, length), LIMITS)).isInstanceOf(BadPicture.class);
        }
        for (int length = 3; length < webp.length; length += 13) {
            assertThat(PictureReader.read(Arrays.copyOf(webp, length), LIMITS)).isInstanceOf(BadPicture.class);
        }
    }

    @Test
    void refusesWebpThatIsABombOrAnAnimationOrHasNoPixels() {
        var file = Webp.encode(drawing(false), 80);
        var huge = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN).putInt(26, 0x3fff3fff);
        var animation = ByteBuffer.allocate(26)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(18)
                .put("WEBPANIM".getBytes(StandardCharsets.US_ASCII))
                .putInt(6);
        var none = ByteBuffer.wrap(animation.array().clone()).put(15, (byte) 'X');

        assertThat(reason(huge.array())).contains("16383x16383");
        assertThat(reason(animation.array())).contains("animation");
        assertThat(reason(none.array())).contains("no pixels");
    }

    @Test
    void namesWhatItDoesNotTake() {
        var pngOnly = new PictureLimits(EnumSet.of(PictureFormat.PNG), 4096, 1 << 22);

        assertThat(PictureReader.read(Jpeg.encode(drawing(false), 80), pngOnly))
                .isEqualTo(new BadPicture.OtherFormat(PictureFormat.JPEG));
        assertThat(PictureReader.read(new byte[] {'G', 'I', 'F', '8', '9', 'a'}, LIMITS))
                .isEqualTo(new BadPicture.OtherFormat(PictureFormat.GIF));
        assertThat(PictureReader.read(new byte[0], LIMITS)).isEqualTo(new BadPicture.Unrecognised());
        assertThat(PictureReader.read("hello, I am text".getBytes(StandardCharsets.UTF_8), LIMITS))
                .isEqualTo(new BadPicture.Unrecognised());
    }

    static Raster drawing(boolean transparent) {
        var image = new BufferedImage(120, 90, BufferedImage.TYPE_INT_ARGB);
        var g = image.createGraphics();
        if (!transparent) {
            g.setPaint(new GradientPaint(0, 0, Color.CYAN, 120, 90, Color.PINK));
            g.fillRect(0, 0, 120, 90);
        }
        g.setColor(Color.ORANGE);
        g.fillOval(20, 15, 70, 60);
        g.dispose();
        return Raster.of(image);
    }

    static byte[] jpeg(BufferedImage image, boolean progressive) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var param = writer.getDefaultWriteParam();
        param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    /** Four channels, as the JDK writes the raster of an image with alpha. */
    private static byte[] cmykJpeg() throws IOException {
        var raster = java.awt.image.Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), writer.getDefaultWriteParam());
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] file, int marker) {
        for (int i = 0; i + 1 < file.length; i++) {
            if ((file[i] & 255) == 0xff && (file[i + 1] & 255) == marker) {
                return i;
            }
        }
        throw new AssertionError("no marker " + Integer.toHexString(marker));
    }

    private static double meanDifference(Raster one, Raster other) {
        assertThat(one.width()).isEqualTo(other.width());
        assertThat(one.height()).isEqualTo(other.height());
        long sum = 0;
        for (int i = 0; i < one.argb().length; i++) {
            int a = one.argb()[i];
            int b = other.argb()[i];
            boolean clear = a >>> 24 == 0 && b >>> 24 == 0;
            for (int shift = 0; shift < 32 && !clear; shift += 8) {
                sum += Math.abs((a >> shift & 255) - (b >> shift & 255));
            }
        }
        return sum / (4.0 * one.argb().length);
    }

    private static DecodedPicture picture(byte[] file) {
        var reading = PictureReader.read(file, LIMITS);
        assertThat(reading).isInstanceOf(DecodedPicture.class);
        return (DecodedPicture) reading;
    }

    private static String reason(byte[] file) {
        var reading = PictureReader.read(file, LIMITS);
        assertThat(reading).isInstanceOf(BadPicture.class);
        return ((BadPicture) reading).reason();
    }
}
