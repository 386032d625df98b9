package io.lutra.server.uploads;

/**
 * How strict the server is about pictures that clients send.
 *
 * @param strictMimetype whether the type that a part declares must be right; otherwise it is not looked at, for many client
 *     libraries declare none or a wrong one
 * @param repair whether a picture that a profile would refuse is converted, padded or shrunk instead
 */
public record UploadPolicy(boolean strictMimetype, boolean repair) {}
