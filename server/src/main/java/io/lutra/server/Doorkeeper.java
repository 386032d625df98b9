package io.lutra.server;

import io.lutra.server.access.Gate;
import io.lutra.server.access.Meters;
import io.lutra.server.http.Call;
import io.lutra.server.http.Guard;
import io.lutra.server.proxy.IpAddress;

/** Asks who calls, and counts the request. */
record Doorkeeper(Gate gate, Meters meters) implements Guard {
    @Override
    public void check(Call call) {
        var caller = gate.identify(call.headers().first("authorization"), IpAddress.subscriber(call.client()));
        call.from(caller);
        var refused = meters.request(caller);
        meters.headers(caller).forEach(call::tell);
        refused.ifPresent(error -> {
            throw error.asException();
        });
    }
}
