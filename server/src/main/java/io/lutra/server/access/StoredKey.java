package io.lutra.server.access;

import java.time.Instant;

/**
 * What is kept of an API key: never the key itself.
 *
 * @param id the part of the key that may be seen, 12 digits
 * @param name chosen by whoever made it; unique among the keys that are kept
 * @param salt 16 random bytes in hexadecimal
 * @param hash SHA-256 of salt and key, in hexadecimal. A key has 256 random bits, so that a slow hash would protect nothing
 *     more and let strangers keep the server busy
 */
public record StoredKey(String id, String name, String salt, String hash, Instant created, Grant grant) {}
