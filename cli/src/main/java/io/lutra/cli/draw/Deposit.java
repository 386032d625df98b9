package io.lutra.cli.draw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts files on the disk so that a file that can be seen under its name is whole: it is written under another name, then
 * moved. Once {@link #end} was called nothing more is written, and nothing unfinished is left.
 *
 * <p>The lock guards what is being written; {@code end} never gives it back, so whoever wants to write then waits for the
 * end of the process. Safe to share between threads.
 */
final class Deposit {
    private static final long PATIENCE_SECONDS = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Path unfinished;

    /** Says where a file goes, at a moment when nobody else of this process writes. */
    @FunctionalInterface
    interface Naming {
        Path target() throws IOException;
    }

    /**
     * Writes a file, over one of the same name.
     *
     * @return where it lies
     */
    Path put(Naming naming, byte[] bytes) throws IOException {
        lock.lock();
        try {
            Path target = naming.target();
            Path part = target.resolveSibling(".lutra-" + UUID.randomUUID() + ".part");
            unfinished = part;
            try {
                Files.write(part, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            unfinished = null;
            return target;
        } finally {
            lock.unlock();
        }
    }

    /** Lets a file that is being written be finished if that takes a moment, else removes what there is of it. */
    void end() {
        try {
            if (!lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Path part = unfinished;
                if (part != null) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (InterruptedException | IOException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
