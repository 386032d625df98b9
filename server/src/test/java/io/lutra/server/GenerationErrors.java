package io.lutra.server;

import static io.lutra.server.ErrorRow.INVALID;
import static io.lutra.server.ErrorRow.generation;

import io.lutra.server.ErrorRow.Answer;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Set;

/** The errors that a generation's own parameters can cause, profile by profile. */
final class GenerationErrors {
    private static final String MISSING = "missing_required_parameter";
    private static final String TYPE = "invalid_type";
    private static final String VALUE = "invalid_value";
    private static final String LONG = "string_above_max_length";

    private GenerationErrors() {}

    static List<ErrorRow> rows() {
        return List.of(
                generation("{'n':1}", "prompt", MISSING, "Missing required parameter: 'prompt'."),
                generation("{'prompt':null}", "prompt", MISSING, "Missing required parameter: 'prompt'."),
                generation(
                        "{'prompt':5}",
                        "prompt",
                        TYPE,
                        "Invalid type for 'prompt': expected a string, but got an integer instead."),
                generation(
                        "{'prompt':''}",
                        "prompt",
                        "empty_string",
                        "Invalid 'prompt': empty string. Expected a string with minimum length 1, but got an empty"
                                + " string instead."),
                tooLong("dall-e-2", 1000),
                tooLong("dall-e-3", 4000),
                tooLong("gpt-image-1", 32000),
                tooLong("stripes", 32000),
                generation(
                        "{'prompt':'x','n':11}",
                        "n",
                        "integer_above_max_value",
                        "Invalid 'n': integer above maximum value. Expected a value <= 10, but got 11 instead."),
                generation(
                        "{'prompt':'x','n':0}",
                        "n",
                        "integer_below_min_value",
                        "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead."),
                generation(
                        "{'prompt':'x','n':2,'model':'dall-e-3'}",
                        "n",
                        "integer_above_max_value",
                        "Invalid 'n': integer above maximum value. Expected a value <= 1, but got 2 instead."),
                generation(
                        "{'prompt':'x','n':'2'}",
                        "n",
                        TYPE,
                        "Invalid type for 'n': expected an integer, but got a string instead."),
                generation(
                        "{'prompt':'x','n':1.5}",
                        "n",
                        TYPE,
                        "Invalid type for 'n': expected an integer, but got a decimal number instead."),
                generation(
                        "{'prompt':'x','size':'1536x1024'}",
                        "size",
                        VALUE,
                        "Invalid value: '1536x1024'. Supported values are: '256x256', '512x512', and '1024x1024'."),
                generation(
                        "{'prompt':'x','size':'512x512','model':'dall-e-3'}",
                        "size",
                        VALUE,
                        "Invalid value: '512x512'. Supported values are: '1024x1024', '1792x1024', and '1024x1792'."),
                generation(
                        "{'prompt':'x','size':'1000x1000','model':'gpt-image-1'}",
                        "size",
                        VALUE,
                        "Invalid value: '1000x1000'. Supported values are: 'auto', '1024x1024', '1536x1024',"
                                + " '1024x1536', and WIDTHxHEIGHT with both divisible by 16 and a ratio from 1:3 to"
                                + " 3:1."),
                generation(
                        "{'prompt':'x','size':'large','model':'stripes'}",
                        "size",
                        VALUE,
                        "Invalid value: 'large'. Supported values are: 'auto' and WIDTHxHEIGHT. Width and height must"
                                + " be 16 to 1024 pixels."),
                generation(
                        "{'prompt':'x','size':'1792x1024','model':'dall-e-3'}",
                        "size",
                        "invalid_size",
                        "The size is not supported by this model. Width and height must be 16 to 1024 pixels."),
                generation(
                        "{'prompt':'x','response_format':'png'}",
                        "response_format",
                        VALUE,
                        "Invalid value: 'png'. Supported values are: 'url' and 'b64_json'."),
                generation(
                        "{'prompt':'x','response_format':{'type':'url'}}",
                        "response_format",
                        TYPE,
                        "Invalid type for 'response_format': expected a string, but got an object instead."),
                generation(
                        "{'prompt':'x','response_format':'url','model':'gpt-image-1'}",
                        "response_format",
                        "unknown_parameter",
                        "Unknown parameter: 'response_format'."),
                strict(),
                generation(
                        "{'prompt':'x','user':null}",
                        "user",
                        TYPE,
                        "Invalid type for 'user': expected a string, but got null instead."),
                generation(
                        "{'prompt':'x','quality':'low','model':'dall-e-3'}",
                        "quality",
                        VALUE,
                        "Invalid value: 'low'. Supported values are: 'standard' and 'hd'."),
                generation(
                        "{'prompt':'x','quality':'hd','model':'gpt-image-1'}",
                        "quality",
                        VALUE,
                        "Invalid value: 'hd'. Supported values are: 'low', 'medium', 'high', 'auto', 'xhigh', and"
                                + " 'max'."),
                generation(
                        "{'prompt':'x','style':'odd','model':'dall-e-3'}",
                        "style",
                        VALUE,
                        "Invalid value: 'odd'. Supported values are: 'vivid' and 'natural'."),
                generation(
                        "{'prompt':'x','background':'blue','model':'gpt-image-1'}",
                        "background",
                        VALUE,
                        "Invalid value: 'blue'. Supported values are: 'auto', 'opaque', and 'transparent'."),
                generation(
                        "{'prompt':'x','background':'transparent','output_format':'jpeg','model':'gpt-image-1'}",
                        "background",
                        VALUE,
                        "A transparent background is not supported for the JPEG output format. Use 'png' or 'webp'."),
                new ErrorRow(
                        "a transparent background by a model that cannot",
                        (server, folder) -> {
                            try (var opaque =
                                    TestServer.over(folder, () -> new StripesModel("opaque", 1024, Set.of()))) {
                                return Answer.of(opaque.generate(
                                        "{'prompt':'x','background':'transparent','model':'gpt-image-1'}"));
                            }
                        },
                        400,
                        INVALID,
                        "background",
                        "unsupported_by_model",
                        "This model does not support transparent backgrounds."),
                generation(
                        "{'prompt':'x','moderation':'off','model':'gpt-image-1'}",
                        "moderation",
                        VALUE,
                        "Invalid value: 'off'. Supported values are: 'low' and 'auto'."),
                generation(
                        "{'prompt':'x','output_format':'gif','model':'gpt-image-1'}",
                        "output_format",
                        VALUE,
                        "Invalid value: 'gif'. Supported values are: 'png', 'jpeg', and 'webp'."),
                generation(
                        "{'prompt':'x','output_compression':101,'output_format':'jpeg','model':'gpt-image-1'}",
                        "output_compression",
                        "integer_above_max_value",
                        "Invalid 'output_compression': integer above maximum value. Expected a value <= 100, but got"
                                + " 101 instead."),
                generation(
                        "{'prompt':'x','output_compression':50,'model':'gpt-image-1'}",
                        "output_compression",
                        VALUE,
                        "Compression less than 100 is not supported for the PNG output format."),
                generation(
                        "{'prompt':'x','stream':true,'partial_images':4}",
                        "partial_images",
                        "integer_above_max_value",
                        "Invalid 'partial_images': integer above maximum value. Expected a value <= 3, but got 4"
                                + " instead."),
                generation(
                        "{'prompt':'x','stream':'yes'}",
                        "stream",
                        TYPE,
                        "Invalid type for 'stream': expected a boolean, but got a string instead."),
                generation(
                        "{'prompt':'x','seed':-1}",
                        "seed",
                        "integer_below_min_value",
                        "Invalid 'seed': integer below minimum value. Expected a value >= 0, but got -1 instead."),
                generation(
                        "{'prompt':'x','steps':51}",
                        "steps",
                        "integer_above_max_value",
                        "Invalid 'steps': integer above maximum value. Expected a value <= 50, but got 51 instead."),
                generation(
                        "{'prompt':'x','guidance_scale':100.5}",
                        "guidance_scale",
                        "decimal_above_max_value",
                        "Invalid 'guidance_scale': decimal above maximum value. Expected a value <= 100, but got 100.5"
                                + " instead."),
                generation(
                        "{'prompt':'x','guidance_scale':-1}",
                        "guidance_scale",
                        "decimal_below_min_value",
                        "Invalid 'guidance_scale': decimal below minimum value. Expected a value >= 0, but got -1"
                                + " instead."),
                notFound(),
                generation(
                        "{'prompt':'x','model':5}",
                        "model",
                        TYPE,
                        "Invalid type for 'model': expected a string, but got an integer instead."),
                generation("{'prompt':'unsupported'}", null, "unsupported_by_model", "this model refuses that prompt"),
                generation(
                        "{'prompt':'x'", null, "invalid_json", "We could not parse the JSON body of your request: ..."),
                generation(
                        "['prompt']",
                        null,
                        "invalid_json",
                        "We could not parse the JSON body of your request: it is not an object."),
                generation(
                        "",
                        null,
                        "invalid_json",
                        "We could not parse the JSON body of your request: the body is empty."),
                typed("text/plain", "Unsupported content type: 'text/plain'. This route expects application/json."),
                typed(
                        "application/x-www-form-urlencoded",
                        "Unsupported content type: 'application/x-www-form-urlencoded'. This route expects"
                                + " application/json."),
                typed("", "The request has no Content-Type. This route expects application/json."));
    }

    private static ErrorRow tooLong(String model, int limit) {
        return generation(
                "{'model':'" + model + "','prompt':'" + "y".repeat(limit + 1) + "'}",
                "prompt",
                LONG,
                "Invalid 'prompt': string too long. Expected a string with maximum length " + limit
                        + ", but got a string with length " + (limit + 1) + " instead.");
    }

    private static ErrorRow strict() {
        return new ErrorRow(
                "strictly, a parameter that dall-e-2 does not have",
                (server, folder) -> Answer.of(server.send(
                        server.generation("{'prompt':'x','style':'vivid'}").header("lutra-strict", "true"))),
                400,
                INVALID,
                "style",
                "unknown_parameter",
                "Unknown parameter: 'style'.");
    }

    private static ErrorRow notFound() {
        return new ErrorRow(
                "generation by a model that is not there",
                (server, folder) -> Answer.of(server.generate("{'prompt':'x','model':'no-such'}")),
                404,
                INVALID,
                "model",
                "model_not_found",
                "The model `no-such` does not exist or you do not have access to it.");
    }

    private static ErrorRow typed(String contentType, String message) {
        return new ErrorRow(
                "generation as '" + contentType + "'",
                (server, folder) -> {
                    var request = server.request("/v1/images/generations")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"x\"}"));
                    if (!contentType.isEmpty()) {
                        request.header("content-type", contentType);
                    }
                    return Answer.of(server.send(request));
                },
                400,
                INVALID,
                null,
                "unsupported_content_type",
                message);
    }
}
