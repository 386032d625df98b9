/** What a request's sender is believed about where it came from. Read {@link io.lutra.server.proxy.TrustedProxies} first. */
@NullMarked
package io.lutra.server.proxy;

import org.jspecify.annotations.NullMarked;
