package io.lutra.server.safety;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A line of the audit log, as JSON in snake_case; what is empty is left out. */
sealed interface AuditLine {
    /**
     * Whom a line is about.
     *
     * @param key the name of the key, {@code keyId} its id
     * @param client a code of the address, where there is no key
     * @param user a code of the user that the client named
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Who(String key, String keyId, String client, String user) {}

    /**
     * What was decided about a request.
     *
     * @param promptHash a code that is the same for the same prompt on this server
     * @param verdict {@code allowed} or {@code refused}
     * @param by {@code policy} or {@code webhook}, where one of them was asked
     * @param detail the rule that was broken, the reason that was given, or why there was no answer
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Decided(
            String time,
            String event,
            String requestId,
            Who who,
            String route,
            String model,
            int n,
            String size,
            String promptHash,
            String negativePromptHash,
            String prompt,
            String negativePrompt,
            String verdict,
            String by,
            String detail)
            implements AuditLine {}

    /**
     * A picture that was drawn and handed to whoever asked.
     *
     * @param sha256 of the bytes of the file, in hexadecimal
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Drawn(
            String time,
            String event,
            String requestId,
            Who who,
            String route,
            String model,
            int index,
            long seed,
            String type,
            String sha256)
            implements AuditLine {}

    /**
     * A gap: lines that could not be written.
     *
     * @param lines how many, since the line before
     */
    record Lost(String time, String event, long lines) implements AuditLine {}
}
