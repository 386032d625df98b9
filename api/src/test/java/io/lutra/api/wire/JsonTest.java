package io.lutra.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
import io.lutra.api.wire.ImagesResponse.Image;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | empty",
                "'  '                     | empty",
                "{                        | line 1",
                "{\"a\":NaN}              | not valid JSON",
                "{\"a\":Infinity}         | not valid JSON",
                "{\"a\":1,}               | not valid JSON",
                "{'a':1}                  | not valid JSON",
                "{\"a\":1,\"a\":2}        | twice",
                "{\"a\":1} x              | line 1",
                "{\"a\":1}{\"a\":1}       | follows",
                "[1]                      | not an object",
                "\"text\"                 | not an object",
                "null                     | not an object",
                "prompt=otter&n=2         | not valid JSON",
                "\uFEFF{}                 | byte order mark"
            },
            quoteCharacter = '`')
    void refusesWhatIsNotOneJsonObject(String body, String why) {
        assertThat(error(body.replace("''", "").replace("'  '", "  ").getBytes(StandardCharsets.UTF_8))
                        .message())
                .contains(why);
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] body = "{\"a\":\"?\"}".getBytes(StandardCharsets.ISO_8859_1);
        body[6] = (byte) 0xE9;

        assertThat(error(body).message()).contains("UTF-8");
    }

    @Test
    void refusesDeepNestingAndEndlessNumbers() {
        assertThat(error(("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8))
                        .message())
                .contains("nested more than");
        assertThat(error(("{\"a\":" + "1".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8))
                        .message())
                .contains("1000 digits");
    }

    @Test
    void neverRepeatsTheBody() {
        assertThat(error("{\"prompt\": secret words}".getBytes(StandardCharsets.UTF_8))
                        .message())
                .doesNotContain("secret");
    }

    @Test
    void leavesAbsentKeysOutInsteadOfWritingNull() {
        var response = new ImagesResponse(
                1589478378, null, null, null, null, List.of(new Image("https://a/b", null, null)), null);

        assertThat(new String(Json.bytes(response), StandardCharsets.UTF_8))
                .isEqualTo("{\"created\":1589478378,\"data\":[{\"url\":\"https://a/b\"}]}");
    }

    @Test
    void writesAllFourKeysOfAnError() {
        assertThat(new String(Json.bytes(ErrorBody.of(ApiError.unknownUrl("POST", "/v1/foo"))), StandardCharsets.UTF_8))
                .isEqualTo("{\"error\":{\"message\":\"Invalid URL (POST /v1/foo)\",\"type\":\"invalid_request_error\","
                        + "\"param\":null,\"code\":null}}");
    }

    private static ApiError error(byte[] body) {
        return catchThrowableOfType(ApiException.class, () -> Json.object(body)).error();
    }
}
