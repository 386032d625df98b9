package io.lutra.server.http;

/** A certificate and key that cannot be used. The message is one line that says why and what to do. */
final class BadPair extends Exception {
    private static final long serialVersionUID = 1L;

    BadPair(String message) {
        super(message);
    }

    BadPair(String message, Throwable cause) {
        super(message, cause);
    }
}
