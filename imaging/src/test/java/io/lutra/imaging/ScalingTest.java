package io.lutra.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {
    @Test
    void leavesARasterOfTheSizeAlone() {
        var raster = noise(7, 5);

        assertThat(Scaling.to(raster, 7, 5)).isSameAs(raster);
        assertThat(Scaling.nearest(raster, 7, 5)).isSameAs(raster);
    }

    @ParameterizedTest
    @CsvSource({"8,8,3,5", "8,8,31,2", "1,1,9,9", "100,3,1,1"})
    void keepsAFlatColour(int width, int height, int newWidth, int newHeight) {
        var flat = new int[width * height];
        Arrays.fill(flat, 0x80336699);

        var scaled = Scaling.to(new Raster(width, height, flat), newWidth, newHeight);

        assertThat(scaled.argb()).hasSize(newWidth * newHeight).containsOnly(0x80336699);
    }

    @Test
    void halvesByMeans() {
        var stripes = new int[64 * 64];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = i % 2 == 0 ? 0xff000000 : 0xffffffff;
        }

        var half = Scaling.to(new Raster(64, 64, stripes), 32, 32);

        for (int x = 4; x < 28; x++) {
            assertThat(half.argb()[32 * 16 + x] & 255).isBetween(126, 129);
        }
    }

    @Test
    void clearPixelsDoNotColourTheirNeighbours() {
        var argb = new int[16 * 16];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = i % 16 < 8 ? 0xffff0000 : 0x0000ff00;
        }

        var scaled = Scaling.to(new Raster(16, 16, argb), 11, 11);

        for (int pixel : scaled.argb()) {
            if (pixel >>> 24 > 0) {
                assertThat(pixel >> 8 & 255).as("green").isZero();
            }
        }
    }

    @Test
    void nearestCopiesPixels() {
        var raster = new Raster(2, 2, new int[] {1, 2, 3, 4});

        assertThat(Scaling.nearest(raster, 4, 4).argb())
                .containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
        assertThat(Scaling.nearest(Scaling.nearest(raster, 6, 10), 2, 2).argb()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void cropsWithinTheRasterOnly() {
        var raster = new Raster(3, 2, new int[] {1, 2, 3, 4, 5, 6});

        assertThat(Scaling.crop(raster, 1, 0, 2, 2).argb()).containsExactly(2, 3, 5, 6);
        assertThatThrownBy(() -> Scaling.crop(raster, 2, 0, 2, 2)).hasMessageContaining("2x2 at 2,0");
    }

    private static Raster noise(int width, int height) {
        return new Raster(
                width, height, new Random(1).ints((long) width * height).toArray());
    }
}
