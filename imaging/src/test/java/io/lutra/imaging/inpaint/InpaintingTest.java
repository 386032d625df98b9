package io.lutra.imaging.inpaint;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.imaging.Raster;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class InpaintingTest {
    private static final int SIDE = 96;

    @Test
    void continuesOneColour() {
        Raster filled = Inpainting.fill(picture((x, y) -> 0xff3366cc), middle(), 1);

        for (int pixel : filled.argb()) {
            assertThat(pixel).isEqualTo(0xff3366cc);
        }
    }

    @Test
    void continuesAGradientWithoutASeam() {
        IntBinaryOperator gradient = (x, y) -> 0xff000000 | ((2 * x) << 16) | ((x + y) << 8) | (255 - 2 * y);

        Raster filled = Inpainting.fill(picture(gradient), middle(), 1);

        assertThat(largestError(filled, gradient)).isLessThanOrEqualTo(2);
    }

    @Test
    void continuesATexture() {
        IntBinaryOperator stripes = (x, y) -> (x + y) / 6 % 2 == 0 ? 0xffeeeeee : 0xff222222;

        Raster filled = Inpainting.fill(picture(stripes), middle(), 1);

        assertThat(meanError(filled, stripes)).isLessThan(25);
    }

    @Test
    void continuesTilesExactly() {
        IntBinaryOperator tiles = (x, y) -> x / 8 % 2 == y / 8 % 2 ? 0xffaa3311 : 0xff1133aa;

        Raster filled = Inpainting.fill(picture(tiles), middle(), 1);

        assertThat(largestError(filled, tiles)).isLessThanOrEqualTo(2);
    }

    @Test
    void continuesAHorizonStraight() {
        IntBinaryOperator horizon = (x, y) -> y < 48 ? 0xff80b0f0 : y % 4 < 2 ? 0xff205080 : 0xff306090;

        Raster filled = Inpainting.fill(picture(horizon), middle(), 1);

        assertThat(largestError(filled, horizon)).isLessThanOrEqualTo(3);
    }

    @Test
    void continuesAGrainyGradientWithItsGrainAndWithoutAnEdge() {
        var random = new java.util.Random(3);
        int[] grain = random.ints((long) SIDE * SIDE, -20, 21).toArray();
        IntBinaryOperator slope = (x, y) -> 40 + 2 * x;
        IntBinaryOperator grainy = (x, y) -> {
            int level = slope.applyAsInt(x, y) + grain[y * SIDE + x];
            return 0xff000000 | Math.clamp(level, 0, 255) * 0x010101;
        };

        Raster filled = Inpainting.fill(picture(grainy), middle(), 1);

        double sum = 0;
        double squares = 0;
        for (int y = SIDE / 3; y < 2 * SIDE / 3; y++) {
            for (int x = SIDE / 3; x < 2 * SIDE / 3; x++) {
                double error = (filled.argb()[y * SIDE + x] & 255) - slope.applyAsInt(x, y);
                sum += error;
                squares += error * error;
            }
        }
        int pixels = SIDE * SIDE / 9;
        assertThat(sum / pixels).isBetween(-4.0, 4.0);
        assertThat(Math.sqrt(squares / pixels)).isBetween(5.0, 14.0);
    }

    @Test
    void keepsEverythingOutsideTheHole() {
        IntBinaryOperator noise = (x, y) -> (((x * 7919) ^ (y * 104729)) * 2654435) | 0x80000000;
        Raster before = picture(noise);
        boolean[] hole = middle();

        Raster filled = Inpainting.fill(before, hole, 1);

        for (int i = 0; i < hole.length; i++) {
            if (!hole[i]) {
                assertThat(filled.argb()[i]).isEqualTo(before.argb()[i]);
            }
        }
    }

    @Test
    void continuesNothingThatIsVeiled() {
        IntBinaryOperator post = (x, y) -> x >= 40 && x < 56 && y < 64 ? 0xff884422 : 0xff6699cc;
        boolean[] below = new boolean[SIDE * SIDE];
        java.util.Arrays.fill(below, 64 * SIDE, below.length, true);
        boolean[] veil = new boolean[SIDE * SIDE];
        for (int i = 0; i < 64 * SIDE; i++) {
            veil[i] = i % SIDE >= 39 && i % SIDE < 57;
        }

        Raster filled = Inpainting.fill(picture(post), below, veil, 1);

        assertThat(largestError(filled, post)).isLessThanOrEqualTo(2);
    }

    @Test
    void continuesAGroundOfWhichLittleIsSeenLevelToTheEdge() {
        IntBinaryOperator street = (x, y) -> y < 44 ? ((x / 7 + y / 9) % 2 == 0 ? 0xffcc5544 : 0xff223377) : 0xff606068;
        boolean[] below = new boolean[SIDE * SIDE];
        java.util.Arrays.fill(below, 50 * SIDE, below.length, true);

        Raster filled = Inpainting.fill(picture(street), below, 1);

        assertThat(largestError(filled, street)).isLessThanOrEqualTo(2);
    }

    @Test
    void isDeterministicAndFillsOpaquely() {
        IntBinaryOperator tiles = (x, y) -> x / 8 % 2 == y / 8 % 2 ? 0x00aa3311 : 0xff1133aa;

        Raster one = Inpainting.fill(picture(tiles), middle(), 5);
        Raster two = Inpainting.fill(picture(tiles), middle(), 5);

        assertThat(one.argb()).isEqualTo(two.argb());
        assertThat(one.argb()[SIDE / 2 * SIDE + SIDE / 2] >>> 24).isEqualTo(255);
    }

    @Test
    void survivesAHoleThatIsEverythingOrNearly() {
        boolean[] everything = new boolean[SIDE * SIDE];
        java.util.Arrays.fill(everything, true);
        boolean[] nearly = everything.clone();
        nearly[0] = false;

        assertThat(Inpainting.fill(picture((x, y) -> 0xff123456), everything, 1).argb()[7])
                .isEqualTo(0xffffffff);
        assertThat(Inpainting.fill(picture((x, y) -> 0xff123456), nearly, 1).argb()[77])
                .isEqualTo(0xff123456);
        assertThat(Inpainting.fill(new Raster(1, 1, new int[1]), new boolean[] {true}, 1)
                        .argb())
                .containsExactly(0xffffffff);
    }

    private static Raster picture(IntBinaryOperator pixel) {
        int[] argb = new int[SIDE * SIDE];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = pixel.applyAsInt(i % SIDE, i / SIDE);
        }
        return new Raster(SIDE, SIDE, argb);
    }

    private static boolean[] middle() {
        boolean[] hole = new boolean[SIDE * SIDE];
        for (int y = SIDE / 3; y < 2 * SIDE / 3; y++) {
            java.util.Arrays.fill(hole, y * SIDE + SIDE / 3, y * SIDE + 2 * SIDE / 3, true);
        }
        return hole;
    }

    private static int largestError(Raster filled, IntBinaryOperator truth) {
        int largest = 0;
        for (int i = 0; i < filled.argb().length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                int expected = truth.applyAsInt(i % SIDE, i / SIDE) >> shift & 255;
                largest = Math.max(largest, Math.abs((filled.argb()[i] >> shift & 255) - expected));
            }
        }
        return largest;
    }

    private static double meanError(Raster filled, IntBinaryOperator truth) {
        boolean[] hole = middle();
        double sum = 0;
        int count = 0;
        for (int i = 0; i < hole.length; i++) {
            if (hole[i]) {
                sum += Math.abs((filled.argb()[i] & 255) - (truth.applyAsInt(i % SIDE, i / SIDE) & 255));
                count++;
            }
        }
        return sum / count;
    }
}
