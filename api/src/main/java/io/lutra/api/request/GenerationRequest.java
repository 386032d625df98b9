package io.lutra.api.request;

/** A valid request of {@code POST /v1/images/generations}. The prompt is not empty. */
public record GenerationRequest(Terms terms, String prompt, Options options) {}
