package io.lutra.server.proxy;

/**
 * Where a request comes from, and what its sender knows this server as.
 *
 * @param client address of whoever sent it to the outermost proxy that is trusted
 * @param base scheme, host, port where it is not the scheme's own, and path prefix; without a slash at the end
 * @param isDisputed whether {@code Forwarded} and {@code X-Forwarded-*} contradict each other, so that neither was believed
 */
public record Origin(String client, String base, boolean isDisputed) {}
