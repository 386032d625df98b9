package io.lutra.api.request;

import io.lutra.api.error.ApiError;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parameters being read on one route under its terms: gives those that route and profile know, and keeps account of the rest.
 * Used by one thread.
 */
final class Reading {
    private final Parameters parameters;
    private final Route route;
    private final Terms terms;
    private final Set<String> read = new HashSet<>();
    private final Set<String> unused = new HashSet<>();

    Reading(Parameters parameters, Route route, Terms terms) {
        this.parameters = parameters;
        this.route = route;
        this.terms = terms;
        read.add("model");
    }

    Route route() {
        return route;
    }

    Terms terms() {
        return terms;
    }

    void require(String name) {
        if (!parameters.names().contains(name)) {
            throw ApiError.missing(name).asException();
        }
    }

    /** Refuses what the profile of gpt-image is known to refuse and, if the terms are strict, every parameter unknown here. */
    void refuseUnknown() {
        for (var name : parameters.names()) {
            boolean refusedAnyway = terms.profile() == Profile.G && name.equals("response_format");
            if (refusedAnyway || (terms.strict() && !route.knows(terms.profile(), name))) {
                throw ApiError.unknownParameter(name).asException();
            }
        }
    }

    boolean has(String name) {
        return knows(name) && parameters.names().contains(name);
    }

    @Nullable
    String text(String name) {
        return knows(name) ? parameters.text(name) : null;
    }

    @Nullable
    Long integer(String name) {
        return knows(name) ? parameters.integer(name) : null;
    }

    @Nullable
    Double decimal(String name) {
        return knows(name) ? parameters.decimal(name) : null;
    }

    @Nullable
    List<JsonNode> list(String name) {
        return knows(name) ? parameters.list(name) : null;
    }

    @Nullable
    Boolean flag(String name) {
        return knows(name) ? parameters.flag(name) : null;
    }

    /** Notes that a parameter, valid as it is, changes nothing. */
    void unused(String name) {
        unused.add(name);
    }

    /** The parameters that nobody read or that change nothing. */
    List<String> ignored() {
        return parameters.names().stream()
                .filter(name -> !read.contains(name) || unused.contains(name))
                .toList();
    }

    private boolean knows(String name) {
        if (!route.knows(terms.profile(), name)) {
            return false;
        }
        read.add(name);
        return true;
    }
}
