package io.lutra.server.safety;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What the operator's own check is told, as JSON in snake_case; what is empty is left out.
 *
 * @param key the name of the key, {@code keyId} its id
 * @param client a code of the address, where there is no key
 * @param user a code of the user that the client named
 * @param route such as {@code /images/generations}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Question(
        String requestId,
        String key,
        String keyId,
        String client,
        String user,
        String route,
        String model,
        String prompt,
        String negativePrompt,
        int n,
        String size) {}
