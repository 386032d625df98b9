package io.lutra.api.request;

/**
 * What a request is held to.
 *
 * @param model the name that the client used; empty when it named none
 * @param strict whether a parameter that the profile does not have is an error instead of being ignored
 */
public record Terms(Profile profile, String model, ModelLimits limits, boolean strict) {}
