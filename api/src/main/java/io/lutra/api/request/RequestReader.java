package io.lutra.api.request;

import io.lutra.api.error.ApiError;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one request under its terms. Errors come in the order of the API: what is required, unknown
 * parameters where they are forbidden, types, then ranges. Stateless.
 */
public final class RequestReader {
    private static final Set<String> LATER_ONLY = Set.of(
            "background",
            "input_fidelity",
            "output_format",
            "output_compression",
            "quality",
            "moderation",
            "markup",
            "safety_identifier");

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

    /**
     * Reads an edit.
     *
     * @throws io.lutra.api.error.ApiException if it is not one under these terms
     */
    public static EditRequest edit(Parameters parameters, Terms terms) {
        if (terms.profile() == Profile.D3) {
            throw onlyTheFoundingModel(terms).asException();
        }
        var reading = new Reading(parameters, Route.EDITS, terms);
        reading.require("prompt");
        reading.refuseUnknown();
        var prompt = reading.text("prompt");
        var raw = RawOptions.read(reading);
        return new EditRequest(terms, prompt(prompt, terms), OptionRules.apply(reading, raw));
    }

    /**
     * Reads a variation.
     *
     * @throws io.lutra.api.error.ApiException if it is not one under these terms
     */
    public static VariationRequest variation(Parameters parameters, Terms terms) {
        if (terms.profile() == Profile.D3 || terms.profile() == Profile.G) {
            throw onlyTheFoundingModel(terms).asException();
        }
        var reading = new Reading(parameters, Route.VARIATIONS, terms);
        reading.refuseUnknown();
        var strength = reading.decimal("strength");
        var raw = RawOptions.read(reading);
        var checked = Ranges.decimal("strength", strength, 0, 1);
        return new VariationRequest(
                terms, checked == null ? VariationRequest.STANDARD_STRENGTH : checked, OptionRules.apply(reading, raw));
    }

    /**
     * Whether an edit that names no model is meant for gpt-image: it uses what only that profile has.
     *
     * @param images how many pictures come with it
     */
    public static boolean impliesLaterProfile(Parameters parameters, int images) {
        return images > 1 || parameters.names().stream().anyMatch(LATER_ONLY::contains);
    }

    private static ApiError onlyTheFoundingModel(Terms terms) {
        return ApiError.invalidValue("model", terms.model(), "Value must be 'dall-e-2'.");
    }

    private static String prompt(@Nullable String prompt, Terms terms) {
        if (prompt == null || prompt.isEmpty()) {
            throw ApiError.emptyString("prompt").asException();
        }
        return Ranges.length("prompt", prompt, terms.profile().promptLimit());
    }
}
