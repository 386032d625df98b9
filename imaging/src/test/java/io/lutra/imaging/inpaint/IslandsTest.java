package io.lutra.imaging.inpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class IslandsTest {
    private static final int SIDE = 96;
    private static final int SKY = 0x70b0f0;
    private static final int SUN = 0xffe060;

    @Test
    void takesOutWhatNothingOutsideLeadsTo() {
        Plane plane = filled((x, y) -> disk(x, y, 48, 48, 12) ? SUN : SKY);

        Islands.remove(plane);

        assertThat(plane.argb(48 * SIDE + 48)).isEqualTo(0xff000000 | SKY);
        assertThat(plane.argb(48 * SIDE + 59)).isEqualTo(0xff000000 | SKY);
    }

    @Test
    void leavesWhatComesInFromOutside() {
        Plane plane = filled((x, y) -> disk(x, y, 30, 48, 12) ? SUN : SKY);

        Islands.remove(plane);

        assertThat(plane.argb(48 * SIDE + 30)).isEqualTo(0xff000000 | SUN);
    }

    @Test
    void leavesATextureAlone() {
        int[] noise = new Random(5).ints((long) SIDE * SIDE, 0, 256).toArray();
        IntBinaryOperator grain = (x, y) -> noise[y * SIDE + x] * 0x010101;
        Plane plane = filled(grain);

        Islands.remove(plane);

        for (int i = 0; i < noise.length; i++) {
            assertThat(plane.argb(i)).isEqualTo(0xff000000 | noise[i] * 0x010101);
        }
    }

    /** A picture whose middle is a hole that has been filled already. */
    private static Plane filled(IntBinaryOperator colour) {
        float[] rgb = new float[SIDE * SIDE * 3];
        boolean[] hole = new boolean[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int i = y * SIDE + x;
                int c = colour.applyAsInt(x, y);
                rgb[i * 3] = (c >> 16) & 255;
                rgb[i * 3 + 1] = (c >> 8) & 255;
                rgb[i * 3 + 2] = c & 255;
                hole[i] = x >= 24 && x < 72 && y >= 24 && y < 72;
            }
        }
        return new Plane(SIDE, SIDE, rgb, hole);
    }

    private static boolean disk(int x, int y, int atX, int atY, int radius) {
        return (x - atX) * (x - atX) + (y - atY) * (y - atY) < radius * radius;
    }
}
