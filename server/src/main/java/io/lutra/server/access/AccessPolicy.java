package io.lutra.server.access;

/**
 * Who is let in.
 *
 * @param keysNeeded whether a request without a key is refused
 * @param rates the bounds of callers whose key has none of its own, and of each address where no keys are asked for
 */
public record AccessPolicy(boolean keysNeeded, Rates rates) {
    /** Everybody, without bounds: what suits a server that only this machine reaches. */
    public static final AccessPolicy OPEN = new AccessPolicy(false, Rates.UNBOUNDED);
}
