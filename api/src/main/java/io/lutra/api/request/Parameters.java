package io.lutra.api.request;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The scalar parameters of a request by name, whatever encoding they came in. A parameter that is {@code null} counts as
 * absent. Every accessor throws {@link io.lutra.api.error.ApiException} when the value is of another type.
 */
public sealed interface Parameters permits JsonParameters, FormParameters {
    /** The names that are present, in the order they came. */
    Set<String> names();

    /** A string, or null when absent. */
    @Nullable
    String text(String name);

    /** A whole number, or null when absent; one too large for a {@code long} comes as the nearest {@code long}. */
    @Nullable
    Long integer(String name);

    /** A finite number, or null when absent. */
    @Nullable
    Double decimal(String name);

    /** The members of a list, or null when absent; in a form, the list is written as JSON. */
    @Nullable
    List<JsonNode> list(String name);

    /** A truth value, or null when absent. */
    @Nullable
    Boolean flag(String name);
}
