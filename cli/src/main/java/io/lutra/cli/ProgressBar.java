package io.lutra.cli;

import io.lutra.cli.pull.Pull;
import java.io.PrintWriter;
import java.util.Locale;

/** The progress of a fetch: a bar on a terminal, else a line for each file. */
final class ProgressBar implements Pull.Progress, AutoCloseable {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 200_000_000;

    private final PrintWriter out;
    private final boolean isTerminal;
    private String file = "";
    private long total = 1;
    private long atStart = -1;
    private long begun;
    private long drawn;

    ProgressBar(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    @Override
    public void begins(int files, long bytes) {
        total = Math.max(1, bytes);
        begun = System.nanoTime();
        out.printf("%d files, %s%n", files, size(bytes));
        out.flush();
    }

    @Override
    public void arrived(String name, long bytes) {
        if (atStart < 0) {
            atStart = bytes;
        }
        boolean isNew = !name.equals(file);
        file = name;
        long now = System.nanoTime();
        if (isTerminal && (isNew || now - drawn > REDRAW_NANOS || bytes == total)) {
            drawn = now;
            int filled = (int) (WIDTH * bytes / total);
            double seconds = Math.max(1e-3, (now - begun) / 1e9);
            out.printf(
                    Locale.ROOT,
                    "\r\033[K[%s%s] %3d%%  %s  %s/s  %s",
                    "#".repeat(filled),
                    ".".repeat(WIDTH - filled),
                    100 * bytes / total,
                    size(bytes),
                    size((long) ((bytes - atStart) / seconds)),
                    name);
            out.flush();
        } else if (!isTerminal && isNew) {
            out.printf("%3d%%  %s%n", 100 * bytes / total, name);
            out.flush();
        }
    }

    private static String size(long bytes) {
        return bytes >= 1_000_000_000 ? "%.2f GB".formatted(bytes / 1e9) : "%.1f MB".formatted(bytes / 1e6);
    }

    @Override
    public void close() {
        if (isTerminal) {
            out.println();
        }
        out.flush();
    }
}
