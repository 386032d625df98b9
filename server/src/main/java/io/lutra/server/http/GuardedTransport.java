package io.lutra.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The JDK's sockets, with a handler of ours in every listening channel. */
final class GuardedTransport implements io.vertx.core.transport.Transport {
    private final Transport implementation;

    GuardedTransport(ChannelHandler guard) {
        implementation = new Guarded(NIO.implementation(), guard);
    }

    @Override
    public String name() {
        return "guarded-nio";
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return null;
    }

    @Override
    public Transport implementation() {
        return implementation;
    }

    /** Its datagrams name a type that Netty has deprecated and the interface still has. */
    @SuppressWarnings("deprecation")
    private record Guarded(Transport sockets, ChannelHandler guard) implements Transport {
        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return sockets.ioHandlerFactory();
        }

        @Override
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return sockets.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
            return sockets.datagramChannelFactory();
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return sockets.channelFactory(domainSocket);
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return sockets.serverChannelFactory(domainSocket);
        }

        @Override
        public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
            Transport.super.configure(config, domainSocket, bootstrap);
            bootstrap.handler(guard);
        }
    }
}
