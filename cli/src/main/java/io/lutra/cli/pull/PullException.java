package io.lutra.cli.pull;

/** Why a model cannot be fetched, in one line that says what to do. */
public final class PullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PullException(String message) {
        super(message);
    }

    PullException(String message, Throwable cause) {
        super(message, cause);
    }
}
