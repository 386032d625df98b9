package io.lutra.server.pictures;

import io.lutra.server.http.Call;

/**
 * Whether parameters that the profile of a request does not have are errors.
 *
 * @param always whether the configuration says so for every request
 */
public record Strictness(boolean always) {
    /** Whether they are for this call, which may ask for it by the header {@code lutra-strict: true}. */
    public boolean appliesTo(Call call) {
        return always
                || call.headers()
                        .first("lutra-strict")
                        .filter("true"::equalsIgnoreCase)
                        .isPresent();
    }
}
