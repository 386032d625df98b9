package io.lutra.server.http;

/** The server cannot listen where it was told to. The message is one line that says where and what to do. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
