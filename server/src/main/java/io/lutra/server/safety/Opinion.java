package io.lutra.server.safety;

/** What the operator's own check says of a request. */
sealed interface Opinion {
    /** It may be drawn. */
    record Allowed() implements Opinion {}

    /**
     * It may not.
     *
     * @param reason for the client; may be empty
     */
    record Refused(String reason) implements Opinion {}

    /**
     * It says nothing of use.
     *
     * @param why for the log; nothing of what it answered
     */
    record None(String why) implements Opinion {}
}
