package io.lutra.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each target withstands its corpus, past findings included, and a thousand inputs mutated from it. */
class TargetTest {
    private static final Path CORPUS = Path.of(System.getProperty("lutra.root"), "fuzz", "corpus");
    private static final int EXECUTIONS = 1000;

    /** Of processor time, so that a busy machine fails nothing. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TestFactory
    List<DynamicTest> withstandsItsCorpus() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var target : Target.values()) {
            for (var file : files(target)) {
                tests.add(DynamicTest.dynamicTest(target.id() + "/" + file.getFileName(), () -> {
                    var input = Files.readAllBytes(file);
                    target.run(input.clone()); // classes that are loaded with it are not its fault
                    run(target, input);
                }));
            }
        }
        return tests;
    }

    @ParameterizedTest
    @EnumSource
    void withstandsMutations(Target target) throws IOException {
        var corpus = new ArrayList<byte[]>();
        for (var file : files(target)) {
            corpus.add(Files.readAllBytes(file));
        }
        var mutation = new Mutation(corpus, target.id().hashCode());
        run(target, corpus.getFirst()); // what is read once, such as vocabularies, is no input's fault

        for (int i = 0; i < EXECUTIONS; i++) {
            run(target, mutation.next());
        }
    }

    private static void run(Target target, byte[] input) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        try {
            target.run(input.clone());
        } catch (RuntimeException | StackOverflowError undocumented) {
            fail("on the input " + HexFormat.of().formatHex(input), undocumented);
        }
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - nanos))
                .as(() -> HexFormat.of().formatHex(input))
                .isLessThan(LONGEST);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - bytes)
                .as(() -> HexFormat.of().formatHex(input))
                .isLessThan(target.mostBytes());
    }

    private static List<Path> files(Target target) throws IOException {
        try (var files = Files.list(CORPUS.resolve(target.id()))) {
            return files.sorted().toList();
        }
    }
}
