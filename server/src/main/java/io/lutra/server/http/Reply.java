package io.lutra.server.http;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers by name in lower case; content-length is added where it is known
 */
public record Reply(int status, Map<String, String> headers, Content content) {
    /** Copies the headers. */
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** What follows the headers. */
    public sealed interface Content {}

    /** Bytes in memory; transferred to the reply. */
    public record Bytes(byte[] bytes) implements Content {}

    /**
     * A stretch of a file.
     *
     * @param channel closed by the server when the answer is over
     */
    public record Stretch(SeekableByteChannel channel, long from, long length) implements Content {}

    /** An answer that is written piece by piece, each sent at once. */
    @FunctionalInterface
    public non-sealed interface Pieces extends Content {
        /**
         * Writes the answer.
         *
         * @throws IOException if the sink does: the client has left
         */
        void writeTo(Sink sink) throws IOException, InterruptedException;
    }

    /** Where pieces go. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Sends a piece; blocks while the client does not take it.
         *
         * @throws IOException if the client has left or takes nothing any more
         */
        void write(byte[] piece) throws IOException, InterruptedException;
    }

    /** Bytes of a type. */
    public static Reply of(int status, String contentType, byte[] bytes) {
        return new Reply(status, Map.of("content-type", contentType), new Bytes(bytes));
    }

    /** A JSON text. */
    public static Reply json(int status, byte[] json) {
        return of(status, "application/json", json);
    }

    /** Nothing but a status and headers. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new Bytes(new byte[0]));
    }

    /** This answer with a header more, or another value of it. */
    public Reply with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, content);
    }

    /** This answer with the headers of another map, which win. */
    public Reply withAll(Map<String, String> others) {
        var more = new LinkedHashMap<>(headers);
        more.putAll(others);
        return new Reply(status, more, content);
    }
}
