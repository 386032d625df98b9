package io.lutra.server.http;

/** Ends the handling of a call whose client has left. */
public final class ClientGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: a client that leaves is nothing unusual. */
    public ClientGone() {
        super("the client has left", null, false, false);
    }
}
