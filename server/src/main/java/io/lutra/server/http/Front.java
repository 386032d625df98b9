package io.lutra.server.http;

import io.lutra.server.proxy.TrustedProxies;

/**
 * How a server meets its network.
 *
 * @param proxies whose word is taken for where requests come from
 */
public record Front(TrustedProxies proxies, TlsFiles tls) {
    /** Behind a proxy on this machine at most, without encryption. */
    public static final Front STANDARD = new Front(TrustedProxies.LOOPBACK, new TlsFiles.None());

    /** This, believing others. */
    public Front withProxies(TrustedProxies proxies) {
        return new Front(proxies, tls);
    }

    /** This, otherwise encrypted. */
    public Front withTls(TlsFiles tls) {
        return new Front(proxies, tls);
    }
}
