package io.lutra.server.http;

/**
 * The base of the URLs that answers contain: what the configuration says, else what the client sees this server under.
 */
public final class PublicBase {
    private final String configured;

    /**
     * @param configured scheme, host and path prefix, without a slash at the end; empty to go by the request
     */
    public PublicBase(String configured) {
        this.configured = configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
    }

    /** The base for the answer to a call, without a slash at its end. */
    public String of(Call call) {
        return configured.isEmpty() ? call.base() : configured;
    }
}
