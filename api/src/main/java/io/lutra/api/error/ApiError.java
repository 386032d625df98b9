package io.lutra.api.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An error as the Images API tells it. Messages quote the offending value and the allowed range; they are the newer wording
 * of the hosted API wherever one is known.
 *
 * @param kind what went wrong, coarsely; decides the HTTP status
 * @param type the class that client libraries switch on, such as {@code invalid_request_error}
 * @param param the request parameter at fault, if it is one
 * @param code the machine-readable reason, if there is one
 * @param retryAfter when to try again, if trying again can help
 */
public record ApiError(
        Kind kind,
        String message,
        String type,
        @Nullable String param,
        @Nullable String code,
        @Nullable Duration retryAfter) {
    static final String INVALID_REQUEST = "invalid_request_error";

    /** What went wrong, coarsely. */
    public enum Kind {
        /** The request can never succeed as it is. */
        INVALID,
        /** No key, or one that is not known. */
        UNAUTHORIZED,
        /** A link whose time is over or whose signature is wrong, or a route that is not for this caller. */
        FORBIDDEN,
        /** No such path, model or file. */
        NOT_FOUND,
        /** The path exists, but not for this method. */
        WRONG_METHOD,
        /** The client took too long to send its request. */
        TOO_SLOW,
        /** The body is larger than any request of this route can be. */
        TOO_LARGE,
        /** The bytes asked for lie outside of the file. */
        UNSATISFIABLE_RANGE,
        /** Too much work is waiting. */
        BUSY,
        /** What a caller may have of a day is used up. */
        OVER_QUOTA,
        /** Not ready yet, or not any more. */
        UNAVAILABLE,
        /** Our own fault. */
        FAULT
    }

    private static ApiError invalid(String message, @Nullable String param, @Nullable String code) {
        return new ApiError(Kind.INVALID, message, INVALID_REQUEST, param, code, null);
    }

    /** As an exception, to be thrown. */
    public ApiException asException() {
        return new ApiException(this);
    }

    /** A required parameter is absent. */
    public static ApiError missing(String param) {
        return invalid("Missing required parameter: '" + param + "'.", param, "missing_required_parameter");
    }

    /** A parameter that the route does not have. */
    public static ApiError unknownParameter(String param) {
        return invalid("Unknown parameter: '" + param + "'.", param, "unknown_parameter");
    }

    /** A parameter of another type; both with their article, such as "an integer" and "a string". */
    public static ApiError wrongType(String param, String expected, String actual) {
        return invalid(
                "Invalid type for '" + param + "': expected " + expected + ", but got " + actual + " instead.",
                param,
                "invalid_type");
    }

    /** A value that is none of the allowed ones; {@code supported} is the list as prose. */
    public static ApiError invalidValue(String param, String value, String supported) {
        return invalid("Invalid value: '" + value + "'. " + supported, param, "invalid_value");
    }

    /** Two parameters that do not go together, or a value that another one forbids. */
    public static ApiError invalidCombination(String param, String message) {
        return invalid(message, param, "invalid_value");
    }

    /** A size that the route knows and the model does not draw. */
    public static ApiError unsupportedSize(String detail) {
        return invalid("The size is not supported by this model. " + detail, "size", "invalid_size");
    }

    /** A string that must not be empty. */
    public static ApiError emptyString(String param) {
        return invalid(
                "Invalid '" + param
                        + "': empty string. Expected a string with minimum length 1, but got an empty string instead.",
                param,
                "empty_string");
    }

    /** A string over its limit, both in Unicode code points. */
    public static ApiError stringTooLong(String param, int limit, int length) {
        return invalid(
                "Invalid '" + param + "': string too long. Expected a string with maximum length " + limit
                        + ", but got a string with length " + length + " instead.",
                param,
                "string_above_max_length");
    }

    /** A number over its limit; {@code kind} is "integer" or "decimal". */
    public static ApiError aboveMaximum(String param, String kind, String limit, String value) {
        return invalid(
                "Invalid '" + param + "': " + kind + " above maximum value. Expected a value <= " + limit + ", but got "
                        + value + " instead.",
                param,
                kind + "_above_max_value");
    }

    /** A number under its limit; {@code kind} is "integer" or "decimal". */
    public static ApiError belowMinimum(String param, String kind, String limit, String value) {
        return invalid(
                "Invalid '" + param + "': " + kind + " below minimum value. Expected a value >= " + limit + ", but got "
                        + value + " instead.",
                param,
                kind + "_below_min_value");
    }

    /** A body that is not a JSON object; {@code detail} says why and where. */
    public static ApiError malformedJson(String detail) {
        return invalid("We could not parse the JSON body of your request: " + detail, null, "invalid_json");
    }

    /** A body that is not the form that its content type announces. */
    public static ApiError malformedForm(String detail) {
        return invalid(
                "We could not parse the multipart form of your request: " + detail, null, "invalid_multipart_form");
    }

    /** A body of a type that the route does not read. */
    public static ApiError unsupportedContentType(String actual, String expected) {
        var got = actual.isBlank() ? "The request has no Content-Type." : "Unsupported content type: '" + actual + "'.";
        return invalid(got + " This route expects " + expected + ".", null, "unsupported_content_type");
    }

    /** A request that is not HTTP as we accept it; {@code detail} says what is wrong. */
    public static ApiError malformedRequest(String detail) {
        return invalid("We could not read your request: " + detail, null, "invalid_request");
    }

    /** An uploaded picture that is too large: the founding rule of edits and variations, which names no parameter. */
    public static ApiError notASmallPng() {
        return invalid("Uploaded image must be a PNG and less than 4 MB.", null, null);
    }

    /** An uploaded file that is too large for the later profiles. */
    public static ApiError fileTooLarge(String param, int megabytes) {
        return invalid(
                "Invalid file '" + param + "': too large. Expected a file of less than " + megabytes + " MB.",
                param,
                "file_too_large");
    }

    /** An uploaded picture that is not square. */
    public static ApiError notSquare(String param, int width, int height) {
        return invalid(
                "Uploaded image must be a PNG and less than 4 MB. It must also be square, but is " + width + "x"
                        + height + ".",
                param,
                "invalid_image_dimensions");
    }

    /** An uploaded file in an unsupported picture format. */
    public static ApiError unsupportedMimetype(String param, String mimetype, String supported) {
        return invalid(
                "Invalid file '" + param + "': unsupported mimetype ('" + mimetype + "'). Supported file formats are "
                        + supported + ".",
                param,
                "unsupported_file_mimetype");
    }

    /** A file whose part declares no type, where that is asked for. */
    public static ApiError missingMimetype(String param) {
        return invalid(
                "Invalid file '" + param
                        + "': failed to determine mimetype. Ensure you are providing the file's mimetype"
                        + " as part of the 'Content-Type' header.",
                param,
                "missing_file_mimetype");
    }

    /** More elements than an array may have. */
    public static ApiError arrayTooLong(String param, int limit, int length) {
        return invalid(
                "Invalid '" + param + "': array too long. Expected an array with maximum length " + limit
                        + ", but got an array with length " + length + " instead.",
                param,
                "array_above_max_length");
    }

    /** An edit without a mask of an image that has an alpha channel, but no transparent pixel. */
    public static ApiError imageWithoutTransparency() {
        return invalid(
                "Invalid input image - it has no fully transparent pixel. Without a mask, the transparent pixels of the"
                        + " image mark where to edit: send a 'mask', or an image with transparency.",
                "image",
                null);
    }

    /** An edit without a mask of an image that has no alpha channel; {@code mode} is the image's, such as RGB. */
    public static ApiError imageWithoutAlpha(String mode) {
        return invalid(
                "Invalid input image - format must be in ['RGBA', 'LA', 'L'], got " + mode
                        + ". Without a mask, the transparent pixels of the image mark where to edit: send a 'mask', or an"
                        + " image with transparency.",
                "image",
                null);
    }

    /** An uploaded file that is no picture we can decode; {@code number} counts from 1, and no parameter is named. */
    public static ApiError undecodableImage(int number, String detail) {
        return new ApiError(
                Kind.INVALID,
                "Invalid image file or mode for image " + number + ", please check your image file: " + detail,
                "image_generation_user_error",
                null,
                "invalid_image_file",
                null);
    }

    /** A mask that cannot be understood; {@code detail} says why. */
    public static ApiError badMask(String detail) {
        return new ApiError(
                Kind.INVALID,
                "Invalid mask image format - " + detail,
                "image_generation_user_error",
                "mask",
                "invalid_mask_image_format",
                null);
    }

    /** A request without a key where one is needed. */
    public static ApiError missingKey() {
        return new ApiError(
                Kind.UNAUTHORIZED,
                "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer"
                        + " auth (i.e. Authorization: Bearer YOUR_KEY). The operator of this server makes keys with"
                        + " `lutra keys add`.",
                INVALID_REQUEST,
                null,
                null,
                null);
    }

    /** A key that is not known, or not any more; {@code masked} is as much of it as may be told. */
    public static ApiError wrongKey(String masked) {
        return new ApiError(
                Kind.UNAUTHORIZED,
                "Incorrect API key provided: " + masked
                        + ". The operator of this server makes keys with `lutra keys add`.",
                INVALID_REQUEST,
                null,
                "invalid_api_key",
                null);
    }

    /** A model name that nobody answers to. */
    public static ApiError modelNotFound(String model) {
        return new ApiError(
                Kind.NOT_FOUND,
                "The model `" + model + "` does not exist or you do not have access to it.",
                INVALID_REQUEST,
                "model",
                "model_not_found",
                null);
    }

    /** No such path. */
    public static ApiError unknownUrl(String method, String path) {
        return new ApiError(
                Kind.NOT_FOUND, "Invalid URL (" + method + " " + path + ")", INVALID_REQUEST, null, null, null);
    }

    /** The path exists for other methods. */
    public static ApiError wrongMethod(String method, String path) {
        return new ApiError(
                Kind.WRONG_METHOD,
                "Not allowed to " + method + " on " + path
                        + ". (HINT: Perhaps you meant to use a different HTTP method?)",
                INVALID_REQUEST,
                null,
                "method_not_supported",
                null);
    }

    /** A picture that is not there, or not any more. */
    public static ApiError fileNotFound() {
        return new ApiError(
                Kind.NOT_FOUND,
                "No such file. Pictures are deleted when their link expires.",
                INVALID_REQUEST,
                null,
                "file_not_found",
                null);
    }

    /** There is no answer of a request, or not for this caller. */
    public static ApiError resultNotFound() {
        return new ApiError(
                Kind.NOT_FOUND,
                "No answer of such a request. Answers are forgotten when their links expire.",
                INVALID_REQUEST,
                null,
                "result_not_found",
                null);
    }

    /** A route for whoever runs the server. */
    public static ApiError adminOnly() {
        return new ApiError(
                Kind.FORBIDDEN,
                "This is for whoever runs the server: it needs a key made with 'lutra keys add NAME --admin'.",
                INVALID_REQUEST,
                null,
                "admin_key_needed",
                null);
    }

    /** A link whose signature does not match. */
    public static ApiError badSignature() {
        return new ApiError(
                Kind.FORBIDDEN,
                "The signature of this link is wrong or missing.",
                INVALID_REQUEST,
                null,
                "invalid_signature",
                null);
    }

    /** A link whose time is over. */
    public static ApiError linkExpired() {
        return new ApiError(Kind.FORBIDDEN, "This link has expired.", INVALID_REQUEST, null, "link_expired", null);
    }

    /** The bytes asked for lie outside of a file of this length. */
    public static ApiError unsatisfiableRange(long length) {
        return new ApiError(
                Kind.UNSATISFIABLE_RANGE,
                "The requested range lies outside of the file's " + length + " bytes.",
                INVALID_REQUEST,
                null,
                "invalid_range",
                null);
    }

    /** A body over the limit of its route. */
    public static ApiError bodyTooLarge(long limitBytes) {
        return new ApiError(
                Kind.TOO_LARGE,
                "The request body is larger than the allowed " + limitBytes + " bytes.",
                INVALID_REQUEST,
                null,
                "request_too_large",
                null);
    }

    /** A client that stopped sending, or sends too slowly. */
    public static ApiError tooSlow(Duration limit) {
        return new ApiError(
                Kind.TOO_SLOW,
                "The request body did not arrive within " + limit.toSeconds() + " seconds.",
                INVALID_REQUEST,
                null,
                "request_timeout",
                null);
    }

    /** The queue is full, or so long that the client's own deadline would pass. */
    public static ApiError busy(String reason, Duration retryAfter) {
        return new ApiError(
                Kind.BUSY,
                reason + " Please try again in " + Math.max(1, retryAfter.toSeconds()) + " seconds.",
                "requests",
                null,
                "rate_limit_exceeded",
                retryAfter);
    }

    /** A caller that asks too often; {@code what} is "requests" or "images". */
    public static ApiError rateLimited(String what, String period, int limit, Duration retryAfter) {
        return new ApiError(
                Kind.BUSY,
                "Rate limit exceeded for " + what + " per " + period + ". Limit: " + limit
                        + ". Please try again in " + Math.max(1, Math.ceilDiv(retryAfter.toMillis(), 1000))
                        + " seconds.",
                what,
                null,
                "rate_limit_exceeded",
                retryAfter);
    }

    /** A caller that has as much being drawn at once as it may. */
    public static ApiError tooManyJobs(int limit, Duration retryAfter) {
        return new ApiError(
                Kind.BUSY,
                "Rate limit exceeded for parallel requests. Limit: " + limit
                        + ". Please wait until one of yours is answered.",
                "requests",
                null,
                "rate_limit_exceeded",
                retryAfter);
    }

    /** A caller whose pictures of the day are used up, or would be by more than there are left. */
    public static ApiError overQuota(int limit, int used, Duration retryAfter) {
        return new ApiError(
                Kind.OVER_QUOTA,
                "You exceeded your current quota of images per day. Limit: " + limit + ". Used: " + used
                        + ". It begins anew in " + Math.max(1, Math.ceilDiv(retryAfter.toSeconds(), 60)) + " minutes.",
                "insufficient_quota",
                null,
                "insufficient_quota",
                retryAfter);
    }

    /** The server cannot answer now; {@code reason} is a sentence. */
    public static ApiError unavailable(String reason, String code, Duration retryAfter) {
        return new ApiError(Kind.UNAVAILABLE, reason, "server_error", null, code, retryAfter);
    }

    /** A failure that is ours; the id finds it in the log. */
    public static ApiError fault(String requestId) {
        return new ApiError(
                Kind.FAULT,
                "The server had an error while processing your request. Its log names request " + requestId + ".",
                "server_error",
                null,
                null,
                null);
    }

    /** A prompt that is not drawn; {@code reason} is the operator's, for the client, and may be empty. */
    public static ApiError contentPolicy(String reason) {
        return invalid(
                "Your request was rejected as a result of our safety system. Your prompt may contain text that is not"
                        + " allowed by our safety system." + (reason.isEmpty() ? "" : " " + reason),
                null,
                "content_policy_violation");
    }

    /** A model that lacks what was asked of it; {@code detail} is a sentence. */
    public static ApiError unsupportedByModel(@Nullable String param, String detail) {
        return invalid(detail, param, "unsupported_by_model");
    }
}
