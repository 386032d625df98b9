package io.lutra.api.request;

import io.lutra.api.error.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one request under its terms. Errors come in the order of the API: what is required, unknown
 * parameters where they are forbidden, types, then ranges. Stateless.
 */
public final class RequestReader {
    private RequestReader() {}

    /**
     * The model name in a request's parameters; empty when it names none.
     *
     * @throws io.lutra.api.error.ApiException if it is not a string
     */
    public static String model(Parameters parameters) {
        var model = parameters.text("model");
        return model == null ? "" : model.strip();
    }

    /**
     * Reads a generation.
     *
     * @throws io.lutra.api.error.ApiException if it is not one under these terms
     */
    public static GenerationRequest generation(Parameters parameters, Terms terms) {
        var reading = new Reading(parameters, Route.GENERATIONS, terms);
        reading.require("prompt");
        reading.refuseUnknown();
        var prompt = reading.text("prompt");
        var raw = RawOptions.read(reading);
        return new GenerationRequest(terms, prompt(prompt, terms), OptionRules.apply(reading, raw));
    }

    private static String prompt(@Nullable String prompt, Terms terms) {
        if (prompt == null || prompt.isEmpty()) {
            throw ApiError.emptyString("prompt").asException();
        }
        return Ranges.length("prompt", prompt, terms.profile().promptLimit());
    }
}
