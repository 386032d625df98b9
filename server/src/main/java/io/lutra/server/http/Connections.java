package io.lutra.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Bounds the number of open connections, and closes those that nobody uses. Thread-safe.
 */
/* Implementation note: Vert.x tells of a connection when the head of its first request is complete, so it cannot help against
 * a client that never completes one. This is therefore a handler of the listening channel, through which Netty passes every
 * connection as it is accepted. Connections are known by the address of their other end, which both sides see. */
@Sharable
final class Connections extends ChannelInboundHandlerAdapter {
    private final Limits limits;
    private final Consumer<ChannelPipeline> first;
    private final AtomicLong refused = new AtomicLong();
    private final Map<String, State> open = new ConcurrentHashMap<>();

    /**
     * @param first puts the handlers into a new connection that see its bytes before all others
     */
    Connections(Limits limits, Consumer<ChannelPipeline> first) {
        this.limits = limits;
        this.first = first;
    }

    private static final class State {
        private final Channel channel;
        private final AtomicInteger calls = new AtomicInteger();
        private volatile boolean used;
        private volatile long quietSince = System.nanoTime();

        private State(Channel channel) {
            this.channel = channel;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Channel accepted && accepted.remoteAddress() instanceof InetSocketAddress other) {
            if (open.size() >= limits.connections()) {
                refused.incrementAndGet();
                accepted.unsafe().closeForcibly();
                return;
            }
            var key = key(other.getAddress().getHostAddress(), other.getPort());
            open.put(key, new State(accepted));
            first.accept(accepted.pipeline());
            accepted.closeFuture().addListener((ChannelFutureListener) closed -> open.remove(key));
        }
        context.fireChannelRead(message);
    }

    private static String key(String address, int port) {
        return address + "|" + port;
    }

    private static String key(HttpConnection connection) {
        var other = connection.remoteAddress();
        return key(other.hostAddress(), other.port());
    }

    /** Connections that are open. */
    int count() {
        return open.size();
    }

    /** Connections that were closed as they came. */
    long refused() {
        return refused.get();
    }

    /** A request has come on a connection. */
    void began(HttpConnection connection) {
        var state = open.get(key(connection));
        if (state != null) {
            state.used = true;
            state.calls.incrementAndGet();
        }
    }

    /** A request has been answered. */
    void ended(HttpConnection connection) {
        var state = open.get(key(connection));
        if (state != null) {
            state.quietSince = System.nanoTime();
            state.calls.decrementAndGet();
        }
    }

    /** Closes every connection that has been without a request for longer than it may. */
    void closeIdle() {
        long now = System.nanoTime();
        for (var state : open.values()) {
            var patience = state.used ? limits.keepAlive() : limits.head();
            if (state.calls.get() == 0 && now - state.quietSince > patience.toNanos()) {
                cutOff(state.channel);
            }
        }
    }

    /**
     * Closes a connection without sending what is still to be sent: Vert.x would wait for a client that takes nothing.
     */
    void cutOff(HttpConnection connection) {
        var state = open.get(key(connection));
        if (state != null) {
            cutOff(state.channel);
        }
    }

    private static void cutOff(Channel channel) {
        channel.eventLoop()
                .execute(() -> channel.unsafe().close(channel.unsafe().voidPromise()));
    }
}
