package io.lutra.server.http;

import io.lutra.jobs.CancelSignal;
import io.lutra.server.proxy.TrustedProxies;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One request of Vert.x: made into a {@link Call} on the event loop, answered from a virtual thread. */
final class Exchange {
    private static final int PIECE = 1 << 16;
    private static final Pattern ABSOLUTE = Pattern.compile("https?://[^/?]*", Pattern.CASE_INSENSITIVE);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final EventLoop loop;
    private final Limits limits;
    private final BooleanSupplier draining;
    private final Consumer<HttpConnection> cutOff;
    private final IncomingBody body;
    private final CancelSignal cancel = new CancelSignal();
    private final Call call;

    /** Called on the event loop, when the head of the request has arrived. */
    Exchange(HttpServerRequest request, EventLoop loop, Means means, String id, Instant received) {
        this.request = request;
        this.response = request.response();
        this.loop = loop;
        this.limits = means.limits();
        draining = means.draining();
        cutOff = means.cutOff();
        body = new IncomingBody(request, loop, limits);
        call = new Call(head(request, means.proxies(), id, received), body, cancel);
        if (call.isDisputed()) {
            call.note("forwarded", "disputed");
        }
        request.exceptionHandler(fault -> leave());
        response.exceptionHandler(fault -> leave());
        response.closeHandler(nothing -> leave());
    }

    /**
     * What all exchanges of a server have in common.
     *
     * @param draining whether clients are to make no further use of their connections
     * @param cutOff closes a connection at once
     */
    record Means(Limits limits, TrustedProxies proxies, BooleanSupplier draining, Consumer<HttpConnection> cutOff) {}

    private static Call.Head head(HttpServerRequest request, TrustedProxies proxies, String id, Instant received) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        request.headers().forEach((name, value) -> fields.add(Map.entry(name, value)));
        var authority = request.authority();
        if (authority != null && request.getHeader("host") == null) {
            fields.add(Map.entry("host", authority.toString()));
        }
        var local = request.localAddress();
        var headers = new Headers(fields);
        var connection = new TrustedProxies.Connection(
                request.remoteAddress().hostAddress(),
                bracketed(local.hostAddress()) + ":" + local.port(),
                request.isSSL() ? "https" : "http");
        var origin = proxies.origin(connection, headers::first);
        return new Call.Head(id, request.method().name(), target(request.uri()), headers, origin, received);
    }

    private static String target(String uri) {
        var absolute = ABSOLUTE.matcher(uri);
        return absolute.lookingAt() ? "/" + uri.substring(absolute.end()) : uri;
    }

    private static String bracketed(String address) {
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }

    Call call() {
        return call;
    }

    private void leave() {
        cancel.cancel();
        body.abort();
    }

    /**
     * Sends an answer, blocking while the client takes it.
     *
     * @return the bytes of the body that were sent
     * @throws IOException if the client left, or takes nothing any more; the connection, or stream of HTTP/2, is closed then
     */
    long send(Reply reply) throws IOException, InterruptedException {
        boolean unread = !body.isEnded() && mayHaveBody();
        loop.run(() -> {
            response.setStatusCode(reply.status());
            reply.headers().forEach(response::putHeader);
            if (isHttp1() && (unread || draining.getAsBoolean())) {
                response.putHeader("connection", "close");
            }
        });
        try {
            long sent = send(reply.content());
            if (unread) {
                linger();
            }
            return sent;
        } catch (IOException e) {
            drop();
            throw e;
        }
    }

    /** Drops the connection, or stream of HTTP/2, for there is no answer, or nobody who takes it. */
    void drop() {
        if (isHttp1()) {
            cutOff.accept(request.connection());
        } else {
            loop.run(response::reset);
        }
    }

    private boolean isHttp1() {
        return request.version() != HttpVersion.HTTP_2;
    }

    private boolean mayHaveBody() {
        var length = request.getHeader("content-length");
        return request.getHeader("transfer-encoding") != null
                || (length != null && !length.strip().equals("0"))
                || (!isHttp1() && !body.isEnded());
    }

    private long send(Reply.Content content) throws IOException, InterruptedException {
        return switch (content) {
            case Reply.Bytes(var bytes) -> sendBytes(bytes);
            case Reply.Stretch(var channel, var from, var length) -> sendStretch(channel, from, length);
            case Reply.Pieces pieces -> sendPieces(pieces);
        };
    }

    private long sendBytes(byte[] bytes) throws IOException, InterruptedException {
        announce(bytes.length);
        if (isHead()) {
            return end();
        }
        int from = 0;
        for (; bytes.length - from > PIECE; from += PIECE) {
            write(Buffer.buffer().appendBytes(bytes, from, PIECE));
        }
        end(Buffer.buffer().appendBytes(bytes, from, bytes.length - from));
        return bytes.length;
    }

    private long sendStretch(SeekableByteChannel channel, long from, long length)
            throws IOException, InterruptedException {
        try (channel) {
            announce(length);
            if (isHead()) {
                return end();
            }
            channel.position(from);
            long left = length;
            for (; left > PIECE; left -= PIECE) {
                write(read(channel, PIECE));
            }
            end(read(channel, (int) left));
            return length;
        }
    }

    private static Buffer read(SeekableByteChannel channel, int length) throws IOException {
        var piece = ByteBuffer.allocate(length);
        while (piece.hasRemaining()) {
            if (channel.read(piece) < 0) {
                throw new IOException("a file ended " + piece.remaining() + " bytes early");
            }
        }
        return Buffer.buffer(piece.array());
    }

    private long sendPieces(Reply.Pieces pieces) throws IOException, InterruptedException {
        if (isHead()) {
            return end();
        }
        // The head goes out before there is a piece: it has the id by which the answer can be asked for again.
        loop.run(() -> {
            response.setChunked(isHttp1());
            if (!response.closed()) {
                response.writeHead();
            }
        });
        var sent = new long[1];
        pieces.writeTo(piece -> {
            write(Buffer.buffer(piece));
            sent[0] += piece.length;
        });
        end();
        return sent[0];
    }

    private boolean isHead() {
        return call.method().equals("HEAD");
    }

    private void announce(long length) {
        loop.run(() -> {
            if (response.getStatusCode() != 204 && response.getStatusCode() != 304) {
                response.putHeader("content-length", Long.toString(length));
            }
        });
    }

    private void write(Buffer piece) throws IOException, InterruptedException {
        loop.call(() -> response.write(piece), limits.writeIdle());
    }

    /** Sends the last piece: together with the end, for a client may leave as soon as it has all that was announced. */
    private void end(Buffer piece) throws IOException, InterruptedException {
        loop.call(() -> response.end(piece), limits.writeIdle());
    }

    private long end() throws IOException, InterruptedException {
        loop.call(response::end, limits.writeIdle());
        return 0;
    }

    /** Gives a client that was answered before it had sent everything the time to read the answer. */
    private void linger() {
        loop.run(() -> {
            if (body.isEnded()) {
                return;
            }
            body.discard();
            if (isHttp1()) {
                loop.context()
                        .owner()
                        .timer(body.patience().toMillis(), TimeUnit.MILLISECONDS)
                        .onComplete(over -> request.connection().close());
            }
        });
    }
}
