package io.lutra.server.files;

import java.nio.charset.StandardCharsets;

/** Reads anything as a Range header: a stretch of the file, all of it, or none. */
public final class RangeFuzz {
    private static final long[] LENGTHS = {0, 1, 500, Long.MAX_VALUE};

    private RangeFuzz() {}

    /** Attacks. */
    public static void fuzzerTestOneInput(byte[] input) {
        var header = new String(input, StandardCharsets.ISO_8859_1);
        for (long total : LENGTHS) {
            try {
                ByteRange.parse(header, total).ifPresent(range -> requireWithin(range, total));
            } catch (ByteRange.Unsatisfiable documented) {
                if (documented.reply().status() != 416) {
                    throw new IllegalStateException(
                            "answered " + documented.reply().status(), documented);
                }
            }
        }
    }

    private static void requireWithin(ByteRange range, long total) {
        if (range.from() < 0 || range.length() < 1 || range.length() > total - range.from()) {
            throw new IllegalStateException(range + " of " + total + " bytes");
        }
    }
}
