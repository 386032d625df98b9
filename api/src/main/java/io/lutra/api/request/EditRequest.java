package io.lutra.api.request;

/** A valid request of {@code POST /v1/images/edits}, its pictures apart. The prompt is not empty. */
public record EditRequest(Terms terms, String prompt, Options options) {}
