package io.lutra.server.usage;

import java.time.Instant;

/**
 * A picture that was drawn, as it is accounted.
 *
 * @param request id of the request that it was drawn for
 * @param picture its index in the request, from 0
 * @param account whose it is: {@code key:ID}, or the code of an address
 * @param keyId of the API key; empty without one
 * @param user as the client named its user, or the code of that; empty without one
 * @param model id of the model that drew it
 * @param size such as {@code 1024x1024}
 * @param source such as {@code image.generation}, in the words of the hosted API
 */
public record DrawnPicture(
        String request,
        int picture,
        Instant time,
        String account,
        String keyId,
        String user,
        String model,
        String size,
        String source) {}
