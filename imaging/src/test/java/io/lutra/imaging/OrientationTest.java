package io.lutra.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
    /** Exif: where the stored row 0 and column 0 are when shown; the picture of two rows is 1 2 3 / 4 5 6. */
    @ParameterizedTest
    @CsvSource({
        "1, 3, 123456",
        "2, 3, 321654",
        "3, 3, 654321",
        "4, 3, 456123",
        "5, 2, 142536",
        "6, 2, 415263",
        "7, 2, 635241",
        "8, 2, 362514"
    })
    void turnsAsExifSays(int tag, int width, String pixels) {
        var stored = new Raster(3, 2, new int[] {1, 2, 3, 4, 5, 6});

        var shown = Orientation.ofTag(tag).orElseThrow().apply(stored);

        assertThat(shown.width()).isEqualTo(width);
        assertThat(shown.argb())
                .containsExactly(pixels.chars().map(c -> c - '0').toArray());
    }

    @Test
    void knowsNoOtherValues() {
        assertThat(Orientation.ofTag(0)).isEmpty();
        assertThat(Orientation.ofTag(9)).isEmpty();
    }
}
