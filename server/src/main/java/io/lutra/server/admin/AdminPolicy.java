package io.lutra.server.admin;

import io.lutra.server.tracing.TracePolicy;
import java.util.OptionalInt;

/**
 * Where whoever runs the server looks at it, and where it reports to.
 *
 * @param host the address of the admin port
 * @param port the admin port, 0 for a free one; empty for none: then the admin routes are beside the others
 * @param open whether whoever reaches the admin port needs no key
 * @param traces where traces of requests go
 */
public record AdminPolicy(String host, OptionalInt port, boolean open, TracePolicy traces) {
    /** No port of its own, no traces. */
    public static final AdminPolicy STANDARD = new AdminPolicy("127.0.0.1", OptionalInt.empty(), true, TracePolicy.OFF);

    /** This, with a port of its own; 0 takes a free one. */
    public AdminPolicy on(String host, int port, boolean open) {
        return new AdminPolicy(host, OptionalInt.of(port), open, traces);
    }

    /** This, sending traces elsewhere. */
    public AdminPolicy withTraces(TracePolicy traces) {
        return new AdminPolicy(host, port, open, traces);
    }
}
