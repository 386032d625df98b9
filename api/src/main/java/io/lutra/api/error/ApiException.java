package io.lutra.api.error;

/** Ends the handling of a request with an {@link ApiError} that its client is told. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    /** Of an error; made without a stack trace, for it tells nothing about us. */
    public ApiException(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    /** What the client is told. */
    public ApiError error() {
        return error;
    }
}
