package io.lutra.engine.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The memory that this process may still take, by the kernel's own account: what is free or easily freed on the machine, and
 * what is left of the container's limit (cgroup v2).
 *
 * @param machine folder {@code /proc}
 * @param container folder {@code /sys/fs/cgroup}
 */
record HostMemory(Path machine, Path container) {
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final Pattern RECLAIMABLE = Pattern.compile("(?m)^inactive_file (\\d+)$");

    /** That of this machine. */
    static HostMemory current() {
        return new HostMemory(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /** Bytes; empty where the kernel does not say. */
    OptionalLong available() {
        var free = AVAILABLE.matcher(text(machine.resolve("meminfo")));
        long bytes = free.find() ? Long.parseLong(free.group(1)) * 1024 : Long.MAX_VALUE;
        String limit = text(container.resolve("memory.max"));
        String used = text(container.resolve("memory.current"));
        if (limit.matches("\\d+") && used.matches("\\d+")) {
            var pages = RECLAIMABLE.matcher(text(container.resolve("memory.stat")));
            long reclaimable = pages.find() ? Long.parseLong(pages.group(1)) : 0;
            bytes = Math.min(bytes, Long.parseLong(limit) - Long.parseLong(used) + reclaimable);
        }
        return bytes == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(Math.max(0, bytes));
    }

    private static String text(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file).strip() : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
