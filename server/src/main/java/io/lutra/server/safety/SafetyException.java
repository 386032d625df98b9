package io.lutra.server.safety;

/** Safety that cannot be set up as configured. The message is one line that says what is wrong, and where. */
public final class SafetyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SafetyException(String message) {
        super(message);
    }

    SafetyException(String message, Throwable cause) {
        super(message, cause);
    }
}
