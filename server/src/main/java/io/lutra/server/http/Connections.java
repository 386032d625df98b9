package io.lutra.server.http;

import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the number of open connections, and closes those that nobody uses. Thread-safe. */
final class Connections {
    private final Limits limits;
    private final Map<HttpConnection, State> open = new ConcurrentHashMap<>();

    Connections(Limits limits) {
        this.limits = limits;
    }

    private static final class State {
        private final AtomicInteger calls = new AtomicInteger();
        private volatile boolean used;
        private volatile long quietSince = System.nanoTime();
    }

    void opened(HttpConnection connection) {
        if (open.size() >= limits.connections()) {
            connection.close();
            return;
        }
        open.put(connection, new State());
        connection.closeHandler(nothing -> open.remove(connection));
    }

    void began(HttpConnection connection) {
        var state = open.get(connection);
        if (state != null) {
            state.used = true;
            state.calls.incrementAndGet();
        }
    }

    void ended(HttpConnection connection) {
        var state = open.get(connection);
        if (state != null) {
            state.quietSince = System.nanoTime();
            state.calls.decrementAndGet();
        }
    }

    /** Closes every connection that has been without a request for longer than it may. */
    void closeIdle() {
        long now = System.nanoTime();
        open.forEach((connection, state) -> {
            var patience = state.used ? limits.keepAlive() : limits.head();
            if (state.calls.get() == 0 && now - state.quietSince > patience.toNanos()) {
                connection.close();
            }
        });
    }
}
