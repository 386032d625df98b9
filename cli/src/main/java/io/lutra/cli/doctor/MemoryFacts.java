package io.lutra.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Memory, in bytes.
 *
 * @param machine what the machine has
 * @param available what it could still give
 * @param limit what this process's control group may take; empty for no bound
 * @param heap the most that the JVM takes for Java objects
 */
public record MemoryFacts(OptionalLong machine, OptionalLong available, OptionalLong limit, long heap)
        implements Facts {
    /** What lutra-sketch, its encoder, libtorch and the JVM take besides the heap: measured at 0.6 GB, and some air. */
    private static final long BESIDES_HEAP = 768L << 20;

    private static final long LEAST_HEAP = 256L << 20;
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final Pattern GROUP = Pattern.compile("(?m)^0::/(.*)$");

    /**
     * Reads the kernel's account.
     *
     * @param proc folder {@code /proc}
     * @param groups folder {@code /sys/fs/cgroup}
     */
    public static MemoryFacts read(Path proc, Path groups, long heap) {
        var meminfo = text(proc.resolve("meminfo"));
        return new MemoryFacts(kilobytes(TOTAL, meminfo), kilobytes(AVAILABLE, meminfo), limit(proc, groups), heap);
    }

    private static OptionalLong kilobytes(Pattern line, String text) {
        var found = line.matcher(text);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) * 1024) : OptionalLong.empty();
    }

    /** The least bound of the groups that this process is in: of cgroup v2, or of v1's controller. */
    private static OptionalLong limit(Path proc, Path groups) {
        var group = GROUP.matcher(text(proc.resolve("self/cgroup")));
        var least = Long.MAX_VALUE;
        var folder = groups.resolve(group.find() ? group.group(1) : "").normalize();
        for (; folder != null && folder.startsWith(groups); folder = folder.getParent()) {
            least = Math.min(least, bound(folder.resolve("memory.max")));
        }
        least = Math.min(least, bound(groups.resolve("memory").resolve("memory.limit_in_bytes")));
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    private static long bound(Path file) {
        var text = text(file);
        // v1 says "no bound" by a number near that of all addresses.
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    private static String text(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file).strip() : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        long all = Math.min(machine.orElse(Long.MAX_VALUE), limit.orElse(Long.MAX_VALUE));
        if (all == Long.MAX_VALUE) {
            findings.add(Finding.warning("memory", "the kernel does not say how much there is", "Run Lutra on Linux."));
            return findings;
        }
        boolean isLimited = limit.isPresent() && limit.getAsLong() <= machine.orElse(Long.MAX_VALUE);
        var told = Sizes.told(all) + (isLimited ? " by the control group's limit" : "")
                + available.stream()
                        .mapToObj(bytes -> ", " + Sizes.told(bytes) + " free")
                        .findFirst()
                        .orElse("")
                + ", Java's heap up to " + Sizes.told(heap);
        long least = BESIDES_HEAP + LEAST_HEAP;
        long free = Math.min(all, available.orElse(Long.MAX_VALUE));
        if (all < least) {
            findings.add(Finding.problem(
                    "memory",
                    told,
                    "Lutra needs " + Sizes.told(least) + " at least: "
                            + (isLimited ? "raise the limit (MemoryMax, --memory)." : "use a larger machine.")));
        } else if (free < least) {
            findings.add(Finding.warning(
                    "memory", told, "End other programs: Lutra needs " + Sizes.told(least) + " at least."));
        } else if (heap > all - BESIDES_HEAP) {
            findings.add(Finding.problem(
                    "memory",
                    told,
                    "Leave " + Sizes.told(BESIDES_HEAP) + " besides the heap: LUTRA_JVM_FLAGS=-Xmx"
                            + ((all - BESIDES_HEAP) >> 20) + "m or less."));
        } else if (heap < LEAST_HEAP) {
            findings.add(Finding.warning(
                    "memory", told, "Give Java more heap: LUTRA_JVM_FLAGS=-Xmx" + (LEAST_HEAP >> 20) + "m or more."));
        } else {
            findings.add(Finding.ok("memory", told));
        }
        return findings;
    }
}
