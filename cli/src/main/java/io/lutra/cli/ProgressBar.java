package io.lutra.cli;

import io.lutra.cli.pull.Pull;
import io.lutra.cli.terminal.Bar;
import java.io.PrintWriter;

/** The progress of a fetch: a bar on a terminal, else a line for each file. */
final class ProgressBar implements Pull.Progress, AutoCloseable {
    private final PrintWriter out;
    private final boolean isTerminal;
    private final Bar bar;
    private String file = "";
    private long total = 1;
    private long atStart = -1;
    private long begun;

    ProgressBar(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
        bar = new Bar(out);
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
        if (isTerminal) {
            double seconds = Math.max(1e-3, (System.nanoTime() - begun) / 1e9);
            bar.show(
                    (double) bytes / total,
                    "%s  %s/s  %s".formatted(size(bytes), size((long) ((bytes - atStart) / seconds)), name));
        } else if (isNew) {
            out.printf("%3d%%  %s%n", 100 * bytes / total, name);
            out.flush();
        }
    }

    private static String size(long bytes) {
        return bytes >= 1_000_000_000 ? "%.2f GB".formatted(bytes / 1e9) : "%.1f MB".formatted(bytes / 1e6);
    }

    @Override
    public void close() {
        bar.leave();
        out.flush();
    }
}
