package io.lutra.cli.pull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * One file on its way to the disk. What arrives is kept in a file beside, from which a later try goes on; a file has its name
 * only once its checksum is right.
 */
final class Download {
    private static final int CHUNK_BYTES = 1 << 16;

    private final Hub hub;
    private final RepositoryName repository;
    private final String commit;
    private final Patience patience;

    /**
     * How long to go on.
     *
     * @param tries without a byte in between
     * @param pause before the second try; twice as long before each further one
     * @param stall after so long without a byte a connection is given up
     */
    record Patience(int tries, Duration pause, Duration stall) {
        static Patience standard() {
            return new Patience(5, Duration.ofSeconds(1), Duration.ofSeconds(30));
        }
    }

    Download(Hub hub, RepositoryName repository, String commit, Patience patience) {
        this.hub = hub;
        this.repository = repository;
        this.commit = commit;
        this.patience = patience;
    }

    /**
     * Fetches a file, unless it is there.
     *
     * @param arrived told of the file's bytes on disk, as they grow
     * @throws PullException if it does not arrive, or not as the host said
     */
    void fetch(RemoteFile file, Path target, LongConsumer arrived) throws IOException, InterruptedException {
        if (Files.exists(target) && file.isContentOf(target)) {
            arrived.accept(file.size());
            return;
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path part =
                target.resolveSibling(target.getFileName() + "." + file.digest().hex() + ".part");
        boolean began = Files.exists(part) && Files.size(part) > 0;
        receive(file, part, arrived);
        if (!file.isContentOf(part) && began) {
            // What was there before may have been damaged: once more, from the start.
            Files.delete(part);
            receive(file, part, arrived);
        }
        if (!file.isContentOf(part)) {
            Files.delete(part);
            throw new PullException(repository.path() + "/" + file.path()
                    + " arrived with another checksum than the host states; try again");
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void receive(RemoteFile file, Path part, LongConsumer arrived) throws IOException, InterruptedException {
        int failures = 0;
        long before = -1;
        while (size(part) < file.size() || !Files.exists(part)) {
            try {
                before = size(part);
                append(file, part, arrived);
                if (size(part) < file.size()) {
                    throw new Hub.Interrupted("the connection ended early");
                }
            } catch (IOException lost) {
                failures = size(part) > before ? 1 : failures + 1;
                if (failures >= patience.tries()) {
                    throw new PullException(
                            "%s/%s does not arrive (%s); run the same command again to go on from %d of %d bytes"
                                    .formatted(
                                            repository.path(), file.path(), lost.getMessage(), size(part), file.size()),
                            lost);
                }
                pause(failures);
            }
        }
    }

    private void append(RemoteFile file, Path part, LongConsumer arrived) throws IOException, InterruptedException {
        var content = hub.content(repository, commit, file, Math.min(size(part), file.size()));
        try (var bytes = content.bytes();
                var guard = new StallGuard(bytes, patience.stall());
                var out = Files.newOutputStream(
                        part,
                        StandardOpenOption.CREATE,
                        content.start() > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
            var chunk = new byte[CHUNK_BYTES];
            long size = content.start();
            for (int read = bytes.read(chunk); read >= 0; read = bytes.read(chunk)) {
                guard.heard();
                size += read;
                if (size > file.size()) {
                    throw new PullException(
                            repository.path() + "/" + file.path() + " is longer than the host states; try again later");
                }
                out.write(chunk, 0, read);
                arrived.accept(size);
            }
        }
    }

    private void pause(int failures) throws InterruptedException {
        long millis = patience.pause().toMillis() << (failures - 1);
        // Nobody releases it: a wait that an interrupt ends.
        boolean released = new Semaphore(0).tryAcquire(millis, TimeUnit.MILLISECONDS);
        if (released) {
            throw new IllegalStateException("a pause was ended by nobody");
        }
    }

    private static long size(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** Closes a stream from which nothing has been read for a while, so that whoever reads it fails instead of waiting. */
    private static final class StallGuard implements AutoCloseable {
        private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("lutra-pull-watch").factory());
        private final ScheduledFuture<?> checks;
        private final AtomicLong lastHeard = new AtomicLong(System.nanoTime());

        StallGuard(InputStream stream, Duration stall) {
            long period = Math.max(1, stall.toMillis() / 4);
            checks = watch.scheduleWithFixedDelay(
                    () -> {
                        if (System.nanoTime() - lastHeard.get() > stall.toNanos()) {
                            closeQuietly(stream);
                        }
                    },
                    period,
                    period,
                    TimeUnit.MILLISECONDS);
        }

        void heard() {
            lastHeard.set(System.nanoTime());
        }

        private static void closeQuietly(InputStream stream) {
            try {
                stream.close();
            } catch (IOException alreadyBroken) {
                Thread.currentThread().interrupt(); // ends this watch; the reader sees the same fault
            }
        }

        @Override
        public void close() {
            checks.cancel(false);
            watch.shutdownNow();
        }
    }
}
