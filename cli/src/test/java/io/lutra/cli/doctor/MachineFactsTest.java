package io.lutra.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.cli.doctor.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is thought of machines of many kinds. */
class MachineFactsTest {
    private static final long GB = 1L << 30;
    private static final long MB = 1L << 20;

    @TempDir
    Path folder;

    private static Finding only(Facts facts) {
        assertThat(facts.findings()).hasSize(1);
        return facts.findings().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "sse4_2 avx, WARNING, no AVX2",
        "avx2, OK, AVX2",
        "avx2 avx512f, OK, AVX-512 without bf16",
        "avx2 avx512f avx512_bf16, OK, AVX-512 with bf16",
        "avx2 avx512f avx512_bf16 amx_bf16, OK, AMX"
    })
    void saysWhatTheProcessorsUnitsMean(String flags, Level level, String told) {
        var cpuinfo = "processor\t: 0\nmodel name\t: A Chip 9000\nflags\t\t: fpu " + flags + "\n";

        var finding = only(ProcessorFacts.of("amd64", cpuinfo, 4));

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.told()).contains("A Chip 9000, 4 cores", told);
    }

    @Test
    void warnsOfASingleCore() {
        var finding = only(ProcessorFacts.of("amd64", "flags : avx2", 1));

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.change()).contains("two cores");
    }

    @Test
    void refusesOtherProcessors() {
        assertThat(only(ProcessorFacts.of("aarch64", "", 8)).level()).isEqualTo(Level.PROBLEM);
    }

    @Test
    void refusesOlderJavaAndOtherSystems() {
        assertThat(new RuntimeFacts(25, "Temurin 25", "Linux").findings())
                .extracting(Finding::level)
                .containsExactly(Level.OK, Level.OK);
        assertThat(new RuntimeFacts(21, "Temurin 21", "Mac OS X").findings())
                .extracting(Finding::level)
                .containsExactly(Level.PROBLEM, Level.PROBLEM);
    }

    @ParameterizedTest
    @CsvSource({
        // machine, free, limit (0: none), heap; all in MB
        "16384, 12000, 0, 4096, OK, ''",
        "16384, 12000, 2048, 512, OK, ''",
        "900, 800, 0, 225, PROBLEM, larger machine",
        "16384, 12000, 512, 128, PROBLEM, MemoryMax",
        "16384, 500, 0, 4096, WARNING, End other programs",
        "2048, 1800, 0, 1900, PROBLEM, -Xmx1280m or less",
        "2048, 1800, 0, 64, WARNING, -Xmx256m or more"
    })
    void saysWhetherMemorySuffices(long machine, long free, long limit, long heap, Level level, String change) {
        var bound = limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit * MB);

        var finding =
                only(new MemoryFacts(OptionalLong.of(machine * MB), OptionalLong.of(free * MB), bound, heap * MB));

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.change()).contains(change);
    }

    @Test
    void readsTheLeastBoundOfAllControlGroupsAroundTheProcess() throws IOException {
        var proc = folder.resolve("proc");
        Files.createDirectories(proc.resolve("self"));
        var groups = folder.resolve("groups");
        var own = Files.createDirectories(groups.resolve("system.slice/lutra.service"));
        Files.writeString(proc.resolve("meminfo"), "MemTotal: 8388608 kB\nMemAvailable: 4194304 kB\n");
        Files.writeString(proc.resolve("self/cgroup"), "0::/system.slice/lutra.service\n");
        Files.writeString(own.resolve("memory.max"), "max\n");
        Files.writeString(own.resolveSibling("memory.max"), Long.toString(2 * GB));

        assertThat(MemoryFacts.read(proc, groups, GB))
                .isEqualTo(
                        new MemoryFacts(OptionalLong.of(8 * GB), OptionalLong.of(4 * GB), OptionalLong.of(2 * GB), GB));
    }

    @Test
    void readsTheBoundInsideAContainer() throws IOException {
        var groups = Files.createDirectories(folder.resolve("groups"));
        Files.writeString(groups.resolve("memory.max"), Long.toString(GB));

        assertThat(MemoryFacts.read(folder, groups, GB).limit()).hasValue(GB);
    }

    @Test
    void takesTheOlderControllersHugeNumberForNoBound() throws IOException {
        var groups = folder.resolve("groups");
        Files.createDirectories(groups.resolve("memory"));
        Files.writeString(groups.resolve("memory/memory.limit_in_bytes"), "9223372036854771712");

        assertThat(MemoryFacts.read(folder, groups, GB).limit()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20000, 1024, OK", "unlimited, 1024, OK", "2560, 1024, OK", "2559, 1024, WARNING", "1024, 100, OK"})
    void comparesOpenFilesWithConnections(String hard, int connections, Level level) {
        var limits = "Limit   Soft Limit  Hard Limit  Units\nMax open files            1024   " + hard + "   files\n";

        assertThat(only(DescriptorFacts.of(limits, connections)).level()).isEqualTo(level);
    }

    @Test
    void doubtsAClockThatIsBeforeWhatMustHaveBeen() {
        var now = Instant.parse("2026-11-23T12:00:00Z");
        var made = LocalDate.parse("2026-04-21");

        assertThat(only(new ClockFacts(now, made, Optional.of(now))).level()).isEqualTo(Level.OK);
        assertThat(only(new ClockFacts(now, made, Optional.of(now.plus(Duration.ofHours(2)))))
                        .level())
                .isEqualTo(Level.WARNING);
        assertThat(only(new ClockFacts(Instant.EPOCH, made, Optional.empty())).level())
                .isEqualTo(Level.PROBLEM);
    }

    @Test
    void readsWhenTheDataFolderWasLastWrittenTo() throws IOException {
        Files.writeString(folder.resolve("a"), "");
        var written = Files.getLastModifiedTime(Files.writeString(folder.resolve("b"), ""));

        assertThat(ClockFacts.read(Instant.now(), folder).lastWrite()).hasValue(written.toInstant());
        assertThat(ClockFacts.read(Instant.now(), folder.resolve("none")).lastWrite())
                .isEmpty();
    }
}
