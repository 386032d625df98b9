package io.lutra.bench.load;

import io.lutra.engine.tensor.TensorLedger;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What this process holds.
 *
 * @param tensors that are not closed
 * @param descriptors files and sockets that are open
 * @param threads of the system
 * @param files under the folder that was looked at
 * @param heap bytes after a collection
 * @param resident bytes of memory that it takes
 */
record Vitals(long tensors, long descriptors, long threads, long files, long heap, long resident) {
    static final String HEAD =
            "| | tensors | descriptors | threads | files | heap | resident |\n|---|---|---|---|---|---|---|";

    /** Of now, after a collection. */
    static Vitals now(Path folder) throws IOException {
        System.gc();
        var runtime = Runtime.getRuntime();
        return new Vitals(
                TensorLedger.living(),
                count("/proc/self/fd"),
                count("/proc/self/task"),
                files(folder),
                runtime.totalMemory() - runtime.freeMemory(),
                residentBytes());
    }

    /** Files come and go meanwhile. */
    private static long files(Path folder) throws IOException {
        var files = new long[1];
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files[0]++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return files[0];
    }

    private static long count(String folder) throws IOException {
        try (var entries = Files.list(Path.of(folder))) {
            return entries.count();
        }
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    String row(String name) {
        return "| %s | %d | %d | %d | %d | %.1f MB | %.0f MB |"
                .formatted(name, tensors, descriptors, threads, files, heap / 1e6, resident / 1e6);
    }

    /** Whether nothing is held that was not held before; memory is judged by its curve. */
    boolean holdsNoMoreThan(Vitals before) {
        return tensors <= before.tensors
                && descriptors <= before.descriptors
                && threads <= before.threads
                && files <= before.files;
    }
}
