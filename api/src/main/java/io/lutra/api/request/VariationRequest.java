package io.lutra.api.request;

/**
 * A valid request of {@code POST /v1/images/variations}, its picture apart.
 *
 * @param strength how far to go from the picture, from 0 (hardly at all) to 1 (only the idea remains)
 */
public record VariationRequest(Terms terms, double strength, Options options) {
    /** The strength of a request that names none. */
    public static final double STANDARD_STRENGTH = 0.6;
}
