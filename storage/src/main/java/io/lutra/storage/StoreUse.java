package io.lutra.storage;

/**
 * How much a store keeps.
 *
 * @param files that are kept
 * @param bytes of them, and of those that are being written
 * @param maxBytes the most that they may be
 */
public record StoreUse(long files, long bytes, long maxBytes) {}
