package io.lutra.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiError.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every error of the contract: its status, type, param and code. */
class ErrorRendererTest {
    private static final String INVALID = "invalid_request_error";
    private static final String USER = "image_generation_user_error";

    static Arguments[] errors() {
        var soon = Duration.ofMillis(1500);
        return new Arguments[] {
            row(ApiError.missing("prompt"), 400, INVALID, "prompt", "missing_required_parameter"),
            row(ApiError.unknownParameter("style"), 400, INVALID, "style", "unknown_parameter"),
            row(ApiError.wrongType("n", "an integer", "a string"), 400, INVALID, "n", "invalid_type"),
            row(ApiError.invalidValue("size", "1x1", "Supported: none."), 400, INVALID, "size", "invalid_value"),
            row(ApiError.invalidCombination("background", "No."), 400, INVALID, "background", "invalid_value"),
            row(ApiError.unsupportedSize("No."), 400, INVALID, "size", "invalid_size"),
            row(ApiError.emptyString("prompt"), 400, INVALID, "prompt", "empty_string"),
            row(ApiError.stringTooLong("prompt", 1, 2), 400, INVALID, "prompt", "string_above_max_length"),
            row(ApiError.aboveMaximum("n", "integer", "10", "11"), 400, INVALID, "n", "integer_above_max_value"),
            row(ApiError.belowMinimum("n", "integer", "1", "0"), 400, INVALID, "n", "integer_below_min_value"),
            row(ApiError.malformedJson("x"), 400, INVALID, null, "invalid_json"),
            row(ApiError.malformedForm("x"), 400, INVALID, null, "invalid_multipart_form"),
            row(ApiError.unsupportedContentType("a/b", "x"), 400, INVALID, null, "unsupported_content_type"),
            row(ApiError.malformedRequest("x"), 400, INVALID, null, "invalid_request"),
            row(ApiError.notASmallPng(), 400, INVALID, null, null),
            row(ApiError.notSquare("image", 2, 3), 400, INVALID, "image", "invalid_image_dimensions"),
            row(
                    ApiError.unsupportedMimetype("image", "image/jpeg", "'image/png'"),
                    400,
                    INVALID,
                    "image",
                    "unsupported_file_mimetype"),
            row(ApiError.missingMimetype("image"), 400, INVALID, "image", "missing_file_mimetype"),
            row(ApiError.arrayTooLong("image", 16, 17), 400, INVALID, "image", "array_above_max_length"),
            row(ApiError.imageWithoutTransparency(), 400, INVALID, "image", null),
            row(ApiError.imageWithoutAlpha("RGB"), 400, INVALID, "image", null),
            row(ApiError.undecodableImage(1, "x"), 400, USER, null, "invalid_image_file"),
            row(ApiError.fileTooLarge("image", 50), 400, INVALID, "image", "file_too_large"),
            row(ApiError.badMask("mask image missing alpha channel"), 400, USER, "mask", "invalid_mask_image_format"),
            row(ApiError.unsupportedByModel(null, "x"), 400, INVALID, null, "unsupported_by_model"),
            row(ApiError.missingKey(), 401, INVALID, null, null),
            row(ApiError.wrongKey("sk-****"), 401, INVALID, null, "invalid_api_key"),
            row(ApiError.overQuota(5, 5, Duration.ofHours(1)), 429, "insufficient_quota", null, "insufficient_quota"),
            row(ApiError.badSignature(), 403, INVALID, null, "invalid_signature"),
            row(ApiError.linkExpired(), 403, INVALID, null, "link_expired"),
            row(ApiError.modelNotFound("x"), 404, INVALID, "model", "model_not_found"),
            row(ApiError.unknownUrl("GET", "/x"), 404, INVALID, null, null),
            row(ApiError.fileNotFound(), 404, INVALID, null, "file_not_found"),
            row(ApiError.wrongMethod("POST", "/v1/models"), 405, INVALID, null, "method_not_supported"),
            row(ApiError.tooSlow(soon), 408, INVALID, null, "request_timeout"),
            row(ApiError.bodyTooLarge(5), 413, INVALID, null, "request_too_large"),
            row(ApiError.unsatisfiableRange(5), 416, INVALID, null, "invalid_range"),
            row(ApiError.busy("Full.", soon), 429, "requests", null, "rate_limit_exceeded"),
            row(ApiError.fault("req_1"), 500, "server_error", null, null),
            row(ApiError.unavailable("x", "model_loading", soon), 503, "server_error", null, "model_loading"),
        };
    }

    private static Arguments row(
            ApiError error, int status, String type, @Nullable String param, @Nullable String code) {
        return Arguments.of(error, status, type, param, code);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void rendersEveryErrorOfTheContract(
            ApiError error, int status, String type, @Nullable String param, @Nullable String code) {
        var reply = ErrorRenderer.render(error);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers()).containsEntry("content-type", "application/json");
        var body = body(reply).get("error");
        assertThat(body.propertyNames()).containsExactly("message", "type", "param", "code");
        assertThat(body.get("message").stringValue()).isNotBlank();
        assertThat(body.get("type").stringValue()).isEqualTo(type);
        assertThat(text(body.get("param"))).isEqualTo(param);
        assertThat(text(body.get("code"))).isEqualTo(code);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void clientsRetryWhatCanSucceedLaterAndNothingElse(
            ApiError error, int status, String type, @Nullable String param, @Nullable String code) {
        boolean mayRetry = status == 408 || (status == 429 && !"insufficient_quota".equals(code)) || status >= 500;

        assertThat(ErrorRenderer.render(error).headers().containsKey("x-should-retry"))
                .isEqualTo(!mayRetry);
    }

    @Test
    void theTableMissesNoKindOfError() {
        var kinds = new HashSet<Kind>();
        for (var row : errors()) {
            if (row.get()[0] instanceof ApiError error) {
                kinds.add(error.kind());
            }
        }

        assertThat(kinds).isEqualTo(Set.of(Kind.values()));
    }

    @Test
    void tellsTheTimeToWaitInSecondsRoundedUpAndInMilliseconds() {
        var headers = ErrorRenderer.render(ApiError.busy("Full.", Duration.ofMillis(1500)))
                .headers();

        assertThat(headers).containsEntry("retry-after", "2").containsEntry("retry-after-ms", "1500");
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() ? null : node.stringValue();
    }

    private static JsonNode body(Reply reply) {
        return JsonMapper.shared().readTree(((Reply.Bytes) reply.content()).bytes());
    }
}
