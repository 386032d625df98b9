package io.lutra.server.results;

import io.lutra.storage.ImageId;
import io.lutra.storage.ImageType;
import java.time.Instant;
import java.util.List;

/**
 * An answer that can be given again.
 *
 * @param order the request that it answers
 * @param expires when it is forgotten, and its pictures with it
 * @param linked whether the pictures were answered as links, else inline
 * @param pictures in the order of the answer
 * @param body the answer as JSON, with an object without a picture for each
 */
public record KeptResult(Order order, Instant expires, boolean linked, List<Kept> pictures, byte[] body) {
    /** Copies the list. */
    public KeptResult {
        pictures = List.copyOf(pictures);
    }

    /**
     * A request, as an answer to it is asked for.
     *
     * @param request its id
     * @param clientId the id that the client gave it, or empty
     * @param account whose it is
     */
    public record Order(String request, String clientId, String account) {
        /** Whether somebody means this one by an id, which is the request's, or their own for it. */
        boolean isNamed(String id, String asker) {
            return account.equals(asker) && (request.equals(id) || (!clientId.isEmpty() && clientId.equals(id)));
        }
    }

    /** Where a picture is. */
    public record Kept(ImageId id, ImageType type) {}
}
