package io.lutra.server.uploads;

/**
 * A picture as it was sent.
 *
 * @param param the name of the parameter that errors are about, such as {@code image} or {@code image[1]}
 * @param declaredType the media type that the client declared; empty when it did not
 * @param bytes not to be changed
 */
public record Upload(String param, String declaredType, byte[] bytes) {}
