package io.lutra.server.http;

import io.lutra.api.error.ApiError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a body of several parts at its boundaries while it arrives (RFC 2046, section 5.1.1). A part is never held by this
 * class beyond a buffer of constant size. Used by one thread.
 */
final class MultipartStream {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_PREAMBLE = 1 << 14;
    private static final int LONGEST_HEAD = 1 << 13;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer;
    private int from;
    private int to;
    private boolean ended;

    /** Takes what a part consists of. */
    @FunctionalInterface
    interface Sink {
        /** Takes a stretch, to be copied. */
        void accept(byte[] bytes, int from, int length);
    }

    /**
     * @param boundary as in the content type: 1 to 70 characters
     */
    MultipartStream(InputStream in, String boundary) {
        this.in = in;
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        buffer = new byte[BUFFER];
        // The first boundary may stand at the very beginning: it is then searched as if a line had ended before it.
        buffer[0] = '\r';
        buffer[1] = '\n';
        to = 2;
    }

    /** Skips to the first boundary; whether a part follows it. */
    boolean first() throws IOException {
        var preamble = new int[1];
        copy(
                delimiter,
                (bytes, at, length) -> {
                    preamble[0] += length;
                    if (preamble[0] > LONGEST_PREAMBLE) {
                        throw ApiError.malformedForm("it does not begin with its boundary.")
                                .asException();
                    }
                },
                "its boundary does not occur.");
        return next();
    }

    /** The head of the part, without the empty line after it. */
    String head() throws IOException {
        if (ensure(2) && buffer[from] == '\r' && buffer[from + 1] == '\n') {
            from += 2;
            return "";
        }
        var head = new ByteArrayOutputStream();
        copy(
                HEAD_END,
                (bytes, at, length) -> {
                    head.write(bytes, at, length);
                    if (head.size() > LONGEST_HEAD) {
                        throw ApiError.malformedForm("the head of a part is longer than " + LONGEST_HEAD + " bytes.")
                                .asException();
                    }
                },
                "it ends within the head of a part.");
        return head.toString(StandardCharsets.UTF_8);
    }

    /** Hands over the content of the part; whether another part follows it. */
    boolean content(Sink sink) throws IOException {
        copy(delimiter, sink, "it ends within a part.");
        return next();
    }

    /** After a boundary: reads the end of its line; false if it was the last one. */
    private boolean next() throws IOException {
        if (ensure(2) && buffer[from] == '-' && buffer[from + 1] == '-') {
            return false;
        }
        var padding = new int[1];
        copy(
                LINE_END,
                (bytes, at, length) -> {
                    padding[0] += length;
                    for (int i = at; i < at + length; i++) {
                        if ((bytes[i] != ' ' && bytes[i] != '\t') || padding[0] > 100) {
                            throw ApiError.malformedForm("something follows a boundary on its line.")
                                    .asException();
                        }
                    }
                },
                "it ends after a boundary.");
        return true;
    }

    /** Hands over everything before a pattern and skips the pattern. */
    private void copy(byte[] pattern, Sink sink, String missing) throws IOException {
        while (true) {
            int at = find(pattern);
            if (at >= 0) {
                sink.accept(buffer, from, at - from);
                from = at + pattern.length;
                return;
            }
            int sure = to - from - (pattern.length - 1);
            if (sure > 0) {
                sink.accept(buffer, from, sure);
                from += sure;
            }
            if (!fill()) {
                throw ApiError.malformedForm(missing).asException();
            }
        }
    }

    private int find(byte[] pattern) {
        for (int i = from; i <= to - pattern.length; i++) {
            if (buffer[i] == pattern[0] && matches(pattern, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(byte[] pattern, int at) {
        for (int j = 1; j < pattern.length; j++) {
            if (buffer[at + j] != pattern[j]) {
                return false;
            }
        }
        return true;
    }

    private boolean ensure(int bytes) throws IOException {
        while (to - from < bytes) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    /** Reads more behind what is left; false at the end. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int count = in.read(buffer, to, buffer.length - to);
        ended = count < 0;
        to += Math.max(0, count);
        return !ended;
    }

    /** Reads what follows the last boundary, and throws it away. */
    void epilogue() throws IOException {
        while (!ended) {
            from = to;
            fill();
        }
    }
}
