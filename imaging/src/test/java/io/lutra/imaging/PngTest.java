package io.lutra.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    private static final int OPAQUE = 0xff000000;

    @Test
    void writesOpaquePicturesAsRgbThatAnotherReaderReadsBack() throws IOException {
        var raster = noise(61, 37, OPAQUE);

        var image = decode(Png.encode(raster, Map.of()));

        assertThat(image.getColorModel().hasAlpha()).isFalse();
        assertThat(Raster.of(image).argb()).isEqualTo(raster.argb());
    }

    @Test
    void writesTransparentPicturesAsRgbaAndKeepsTheColourOfClearPixels() throws IOException {
        var raster = noise(61, 37, 0);
        raster.argb()[5] = 0x00123456;

        var image = decode(Png.encode(raster, Map.of()));

        assertThat(Raster.of(image).argb()).isEqualTo(raster.argb());
    }

    @Test
    void writesASinglePixel() throws IOException {
        var raster = new Raster(1, 1, new int[] {0xff010203});

        assertThat(Raster.of(decode(Png.encode(raster, Map.of()))).argb()).containsExactly(0xff010203);
    }

    @Test
    void writesTextsInTheirOrderAsUtf8BeforeThePixels() {
        var bytes = Png.encode(noise(2, 2, OPAQUE), Map.of("prompt", "水獭 otter"));

        var text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text).contains("iTXtprompt\0\0\0\0\0水獭 otter");
        assertThat(text.indexOf("iTXt")).isLessThan(text.indexOf("IDAT"));
    }

    @Test
    void refusesAKeywordThatPngDoesNotAllow() {
        var raster = noise(2, 2, OPAQUE);

        assertThatThrownBy(() -> Png.encode(raster, Map.of("k".repeat(80), "v")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void choosesAFilterThatFitsThePicture() {
        var smooth = new int[256 * 256];
        for (int i = 0; i < smooth.length; i++) {
            int red = (i % 256) * (i / 256) / 256;
            int green = (i % 256 + i / 256) / 2;
            smooth[i] = OPAQUE | (red << 16) | (green << 8) | 128;
        }
        var flat = new int[256 * 256];
        Arrays.fill(flat, 0xff336699);

        // Unfiltered, the smooth picture deflates to 55 kB.
        assertThat(Png.encode(new Raster(256, 256, smooth), Map.of())).hasSizeLessThan(12_000);
        assertThat(Png.encode(new Raster(256, 256, flat), Map.of())).hasSizeLessThan(1500);
    }

    @Test
    void givesTheSameBytesEveryTime() {
        assertThat(Png.encode(noise(300, 200, 0), Map.of("a", "b")))
                .isEqualTo(Png.encode(noise(300, 200, 0), Map.of("a", "b")));
    }

    private static Raster noise(int width, int height, int set) {
        var random = new Random(1);
        return new Raster(
                width,
                height,
                random.ints((long) width * height).map(i -> i | set).toArray());
    }

    private static BufferedImage decode(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }
}
