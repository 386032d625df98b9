package io.lutra.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lutra.api.error.ApiException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormParametersTest {
    @ParameterizedTest
    @CsvSource({"2,2", "' 2 ',2", "-3,-3", "+4,4", "99999999999999999999,9223372036854775807"})
    void readsIntegersFromText(String text, long expected) {
        assertThat(form(text).integer("a")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "1.5", "0x10", "1e3", "NaN", "１"})
    void refusesOtherTextAsInteger(String text) {
        assertThat(catchThrowableOfType(ApiException.class, () -> form(text).integer("a"))
                        .error()
                        .code())
                .isEqualTo("invalid_type");
    }

    @ParameterizedTest
    @CsvSource({"2,2", "7.5,7.5", ".5,0.5", "-1e2,-100", "3.,3"})
    void readsDecimalsFromText(String text, double expected) {
        assertThat(form(text).decimal("a")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "0x1p3", "1d", ".", "-", "e5"})
    void refusesOtherTextAsDecimal(String text) {
        assertThat(catchThrowableOfType(ApiException.class, () -> form(text).decimal("a"))
                        .error()
                        .code())
                .isEqualTo("invalid_type");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "True,true", "1,true", "false,false", "0,false"})
    void readsFlagsFromText(String text, boolean expected) {
        assertThat(form(text).flag("a")).isEqualTo(expected);
    }

    @Test
    void takesAnEmptyFieldForAbsentButAnEmptyPromptForEmpty() {
        var form = new FormParameters(Map.of("n", "", "prompt", ""));

        assertThat(form.names()).containsExactly("prompt");
        assertThat(form.integer("n")).isNull();
    }

    private static FormParameters form(String value) {
        return new FormParameters(Map.of("a", value));
    }
}
