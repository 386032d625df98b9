package io.lutra.api.request;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
import io.lutra.api.wire.ErrorBody;
import io.lutra.api.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Reads anything as a JSON request to every route, and its members as fields of a form. */
public final class RequestFuzz {
    private static final ModelLimits LIMITS = new ModelLimits(
            512,
            64,
            2048,
            1,
            50,
            true,
            true,
            true,
            true,
            new ModelLimits.Recipe(List.of("ddim", "euler"), true, List.of("ink", "oil"), 3, true));

    private RequestFuzz() {}

    /** Attacks; the first byte decides whether unknown parameters are errors. */
    public static void fuzzerTestOneInput(byte[] input) {
        boolean strict = input.length % 2 == 0;
        try {
            var object = Json.object(input);
            attempt(() -> everyRoute(new JsonParameters(object), strict));
            attempt(() -> everyRoute(form(object), strict));
        } catch (ApiException documented) {
            require(documented.error());
        }
    }

    private static FormParameters form(ObjectNode object) {
        var fields = new LinkedHashMap<String, String>();
        object.properties()
                .forEach(member -> fields.put(member.getKey(), member.getValue().asString("{}")));
        return new FormParameters(fields);
    }

    private static void everyRoute(Parameters parameters, boolean strict) {
        var model = RequestReader.model(parameters);
        var terms = new Terms(Profile.of(model), model, LIMITS, strict);
        attempt(() -> require(RequestReader.generation(parameters, terms).options()));
        attempt(() -> require(RequestReader.edit(parameters, terms).options()));
        attempt(() -> require(RequestReader.variation(parameters, terms).options()));
    }

    private static void attempt(Runnable reading) {
        try {
            reading.run();
        } catch (ApiException documented) {
            require(documented.error());
        }
    }

    private static void require(Options options) {
        if (options.count() < 1 || options.count() > 10 || options.size().width() > 2048) {
            throw new IllegalStateException("accepted " + options);
        }
    }

    /** An error must be one that a client can be told. */
    private static void require(ApiError error) {
        if (error.kind() != ApiError.Kind.INVALID || error.message().isBlank()) {
            throw new IllegalStateException(error.toString());
        }
        Json.object(Json.bytes(ErrorBody.of(error)));
    }
}
