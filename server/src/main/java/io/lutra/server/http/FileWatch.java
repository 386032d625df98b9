package io.lutra.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Notices that files were replaced. Files that change one after the other are reported once, when they have been the same for
 * two looks: a certificate without its new key is of no use.
 */
final class FileWatch implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final List<Path> files;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lutra-file-watch").daemon().factory());

    /** What was reported, and what was seen last; used by the watcher alone once it has begun. */
    private List<Optional<Version>> reported;

    private List<Optional<Version>> seen;

    /** Of files that are there, or not. */
    FileWatch(List<Path> files) {
        this.files = List.copyOf(files);
        reported = versions();
        seen = reported;
    }

    /** What changes when a file is written or replaced, through links. */
    private record Version(String file, long modified, long size) {}

    /**
     * Begins to look.
     *
     * @param changed called by a thread of its own; must not throw
     */
    void start(Runnable changed) {
        if (!files.isEmpty()) {
            long millis = LOOK_EVERY.toMillis();
            var _ = watcher.scheduleWithFixedDelay(() -> look(changed), millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Looks once. */
    void look(Runnable changed) {
        var now = versions();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(reported)) {
            reported = now;
            changed.run();
        }
    }

    private List<Optional<Version>> versions() {
        return files.stream().map(FileWatch::version).toList();
    }

    private static Optional<Version> version(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Version(
                    String.valueOf(attributes.fileKey()),
                    attributes.lastModifiedTime().toMillis(),
                    attributes.size()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        watcher.close();
    }
}
