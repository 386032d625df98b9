package io.lutra.server.http;

import java.io.InputStream;

/** The body of a request while it arrives. Read once, by one thread. */
public interface Body {
    /**
     * The whole body.
     *
     * @throws io.lutra.api.error.ApiException if it is larger than the limit or arrives too slowly
     * @throws ClientGone if the client left before its end
     */
    byte[] bytes(long limit) throws InterruptedException;

    /**
     * The body as a stream that fails like {@link #bytes} does. Interrupting the reader makes it throw
     * {@link java.io.InterruptedIOException}.
     *
     * @param limit of the whole body, in bytes
     */
    InputStream stream(long limit);
}
