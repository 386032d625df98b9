package io.lutra.server.usage;

import io.lutra.server.access.Caller;
import io.lutra.server.files.ServerKey;

/** What callers are named in what is written down: by the id of their key, or by a code of their address. */
public record Accounts(ServerKey key) {
    /** The account of a caller. */
    public String of(Caller caller) {
        return caller.keyId().isEmpty() ? key.code("account", caller.owner()) : caller.owner();
    }
}
