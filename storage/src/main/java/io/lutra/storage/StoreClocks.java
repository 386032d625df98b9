package io.lutra.storage;

import java.time.InstantSource;

/**
 * What a store measures time with.
 *
 * @param wall the time of day, as people and other processes see it: what files are named after. It may be set at any moment
 * @param steady never set, and begun at any time: how long pictures live is measured by it
 */
public record StoreClocks(InstantSource wall, InstantSource steady) {}
