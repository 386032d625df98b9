package io.lutra.server.http;

/** Looks at a call before it is handled, and binds it to its caller. Thread-safe. */
@FunctionalInterface
public interface Guard {
    /**
     * Lets a call pass, or not.
     *
     * @throws io.lutra.api.error.ApiException if it may not pass
     */
    void check(Call call);
}
