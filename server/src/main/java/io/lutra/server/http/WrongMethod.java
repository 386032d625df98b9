package io.lutra.server.http;

import io.lutra.api.error.ApiError;
import java.util.Set;

/** A path that exists for other methods. */
final class WrongMethod extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;
    private final transient Set<String> allowed;

    WrongMethod(ApiError error, Set<String> allowed) {
        super(error.message(), null, false, false);
        this.error = error;
        this.allowed = Set.copyOf(allowed);
    }

    ApiError error() {
        return error;
    }

    Set<String> allowed() {
        return allowed;
    }
}
