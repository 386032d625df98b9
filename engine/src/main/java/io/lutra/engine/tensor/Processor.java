package io.lutra.engine.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the processor can do, by its own words.
 *
 * @param features the flags of {@code /proc/cpuinfo}; empty where there is none
 */
record Processor(Set<String> features) {
    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

    private static final class Holder {
        static final Processor CURRENT = read();
    }

    /** Copies the set. */
    Processor {
        features = Set.copyOf(features);
    }

    /** The processor this runs on. */
    static Processor current() {
        return Holder.CURRENT;
    }

    private static Processor read() {
        try {
            return of(Files.isReadable(DESCRIPTION) ? Files.readString(DESCRIPTION) : "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + DESCRIPTION, unreadable);
        }
    }

    /** Reads the text of {@code /proc/cpuinfo}. */
    static Processor of(String cpuinfo) {
        return new Processor(cpuinfo.lines()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line ->
                        Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
                .orElse(Set.of()));
    }

    /** Whether bf16 products are faster than fp32. */
    boolean multipliesBf16() {
        return features.contains("amx_bf16") || features.contains("avx512_bf16");
    }

    /** Whether there are units that multiply whole tiles of bf16. */
    boolean hasMatrixUnits() {
        return features.contains("amx_bf16");
    }

    /** Whether oneDNN takes bf16 weights at all; it emulates the products where they are missing. */
    boolean packsBf16() {
        return features.containsAll(Set.of("avx512bw", "avx512vl", "avx512dq"));
    }

    String reason() {
        if (features.contains("amx_bf16")) {
            return "AMX-BF16";
        }
        return features.contains("avx512_bf16") ? "AVX512-BF16" : "no bf16 unit";
    }
}
