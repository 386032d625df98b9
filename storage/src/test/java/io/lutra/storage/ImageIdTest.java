package io.lutra.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../../etc/passwd",
                "ABCDEF0123456789ABCDEF0123456789",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "0123456789abcdef0123456789abcde/",
                "0123456789abcdef0123456789abcdef\n",
                "0123456789abcdef0123456789abcde\u0660"
            })
    void isNothingButThirtyTwoLowerCaseHexDigits(String value) {
        assertThat(ImageId.parse(value)).isEmpty();
        assertThatThrownBy(() -> new ImageId(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isParsedFromItsOwnValue() {
        var id = ImageId.random(new Random(1));

        assertThat(ImageId.parse(id.value())).contains(id);
    }
}
