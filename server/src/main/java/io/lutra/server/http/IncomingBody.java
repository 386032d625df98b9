package io.lutra.server.http;

import io.lutra.api.error.ApiError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a request as the event loop hands it over: never more than a few chunks ahead of its reader, so that a client
 * that sends faster than it is read waits in its own socket.
 */
final class IncomingBody implements Body {
    private static final int CHUNKS_AHEAD = 8;

    private final HttpServerRequest request;
    private final EventLoop loop;
    private final Limits limits;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private int demanded;
    private volatile boolean ended;

    /** What arrives. */
    private sealed interface Event {}

    private record Chunk(Buffer bytes) implements Event {}

    private record End() implements Event {}

    private record Gone() implements Event {}

    /** Called on the event loop, before anything of the body has arrived. */
    IncomingBody(HttpServerRequest request, EventLoop loop, Limits limits) {
        this.request = request;
        this.loop = loop;
        this.limits = limits;
        request.pause();
        request.handler(bytes -> events.add(new Chunk(bytes)));
        request.endHandler(nothing -> {
            ended = true;
            events.add(new End());
        });
    }

    /** Whether all of it has arrived. */
    boolean isEnded() {
        return ended;
    }

    /** Tells the reader that nothing more will come. */
    void abort() {
        events.add(new Gone());
    }

    @Override
    public byte[] bytes(long limit) throws InterruptedException {
        var all = new ByteArrayOutputStream();
        try (var stream = stream(limit)) {
            stream.transferTo(all);
        } catch (InterruptedIOException e) {
            var interrupted = new InterruptedException("interrupted while reading a request");
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            throw new IllegalStateException("a body in memory cannot fail", e);
        }
        return all.toByteArray();
    }

    @Override
    public InputStream stream(long limit) {
        var announced = request.getHeader("content-length");
        if (announced != null && announced.matches("[0-9]{1,18}") && Long.parseLong(announced) > limit) {
            throw ApiError.bodyTooLarge(limit).asException();
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            loop.run(() -> request.response().writeContinue());
        }
        return new Reader(limit);
    }

    private final class Reader extends InputStream {
        private final long limit;
        private final long deadline = System.nanoTime() + limits.body().toNanos();
        private Buffer chunk = Buffer.buffer();
        private int position;
        private long total;
        private boolean over;

        Reader(long limit) {
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            return fill() ? chunk.getByte(position++) & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, chunk.length() - position);
            chunk.getBytes(position, position + count, target, offset);
            position += count;
            return count;
        }

        private boolean fill() throws IOException {
            while (position == chunk.length()) {
                if (over) {
                    return false;
                }
                switch (next()) {
                    case Chunk(var bytes) -> {
                        demanded--;
                        chunk = bytes;
                        position = 0;
                        total += bytes.length();
                        if (total > limit) {
                            throw ApiError.bodyTooLarge(limit).asException();
                        }
                    }
                    case End() -> over = true;
                    case Gone() -> throw new ClientGone();
                }
            }
            return true;
        }

        private Event next() throws InterruptedIOException {
            var ready = events.poll();
            if (ready != null) {
                return ready;
            }
            demand();
            long patience = Math.min(limits.bodyIdle().toNanos(), deadline - System.nanoTime());
            try {
                var event = events.poll(Math.max(0, patience), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw ApiError.tooSlow(patience < limits.bodyIdle().toNanos() ? limits.body() : limits.bodyIdle())
                            .asException();
                }
                return event;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading a request");
            }
        }

        private void demand() {
            int more = CHUNKS_AHEAD - demanded;
            if (more > 0) {
                demanded = CHUNKS_AHEAD;
                loop.run(() -> {
                    if (!request.isEnded()) {
                        request.fetch(more);
                    }
                });
            }
        }
    }

    /** Throws away what still comes. Called on the event loop when the answer is over. */
    void discard() {
        events.clear();
        if (!request.isEnded()) {
            request.handler(bytes -> {});
            request.resume();
        }
    }

    /** How long {@link #discard} is worth it. */
    Duration patience() {
        return limits.linger();
    }
}
