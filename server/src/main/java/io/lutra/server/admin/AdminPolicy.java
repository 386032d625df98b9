package io.lutra.server.admin;

import java.util.OptionalInt;

/**
 * Where whoever runs the server looks at it.
 *
 * @param host the address of the admin port
 * @param port the admin port, 0 for a free one; empty for none: then the admin routes are beside the others
 * @param open whether whoever reaches the admin port needs no key
 */
public record AdminPolicy(String host, OptionalInt port, boolean open) {
    /** No port of its own. */
    public static final AdminPolicy STANDARD = new AdminPolicy("127.0.0.1", OptionalInt.empty(), true);
}
