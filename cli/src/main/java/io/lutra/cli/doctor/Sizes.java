package io.lutra.cli.doctor;

import java.util.Locale;

/** Numbers of bytes for people. */
final class Sizes {
    private static final long MEGABYTE = 1L << 20;
    private static final long GIGABYTE = 1L << 30;

    private Sizes() {}

    static String told(long bytes) {
        return bytes < GIGABYTE
                ? bytes / MEGABYTE + " MB"
                : String.format(Locale.ROOT, "%.1f GB", (double) bytes / GIGABYTE);
    }
}
