package io.lutra.server.safety;

/**
 * What is asked to be drawn, as far as safety looks at it.
 *
 * @param model the id of the model that draws
 * @param prompt as the client wrote it; empty for variations
 * @param negativePrompt what is not to be seen; may be empty
 * @param user as the client named it; may be empty
 */
public record Subject(String model, String prompt, String negativePrompt, String user, int count, String size) {}
