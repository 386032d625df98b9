package io.lutra.server.files;

import io.lutra.api.error.ApiError;
import io.lutra.server.http.ErrorRenderer;
import io.lutra.server.http.Reply;
import java.util.Optional;
import java.util.regex.Pattern;

/** A stretch of a file (RFC 9110, section 14). */
record ByteRange(long from, long length) {
    private static final Pattern ONE = Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    /**
     * The stretch that a Range header asks for; empty if it asks for none, for several, or for what we do not understand,
     * which all mean the whole file.
     *
     * @throws Unsatisfiable if it lies outside of the file
     */
    static Optional<ByteRange> parse(String header, long total) {
        var match = ONE.matcher(header);
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return Optional.empty();
        }
        long from;
        long to = total - 1;
        if (match.group(1).isEmpty()) {
            long last = Long.parseLong(match.group(2));
            if (last == 0) {
                throw new Unsatisfiable(total);
            }
            from = Math.max(0, total - last);
        } else {
            from = Long.parseLong(match.group(1));
            if (!match.group(2).isEmpty()) {
                long asked = Long.parseLong(match.group(2));
                if (asked < from) {
                    return Optional.empty();
                }
                to = Math.min(to, asked);
            }
        }
        if (from >= total) {
            throw new Unsatisfiable(total);
        }
        return Optional.of(new ByteRange(from, to - from + 1));
    }

    /** A range that lies outside of the file. */
    static final class Unsatisfiable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long total;

        private Unsatisfiable(long total) {
            super("a range outside of " + total + " bytes", null, false, false);
            this.total = total;
        }

        /** The answer, which says how long the file is. */
        Reply reply() {
            return ErrorRenderer.render(ApiError.unsatisfiableRange(total)).with("content-range", "bytes */" + total);
        }
    }

    /** As in a Content-Range header. */
    String describe(long total) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + total;
    }
}
