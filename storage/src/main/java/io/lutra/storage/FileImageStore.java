package io.lutra.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps pictures as files of one directory, which it has for itself, and deletes them when they expire. What is there is
 * known from the names of the files, read once at the start.
 */
public final class FileImageStore implements ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileImageStore.class);
    private static final String UNFINISHED = ".tmp";

    private final Path directory;
    private final StoreLimits limits;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ScheduledExecutorService janitor;

    /** Guards the fields below; not held during input and output. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<ImageId, KeptFile> files = new HashMap<>();
    private final PriorityQueue<KeptFile> byExpiry = new PriorityQueue<>(Comparator.comparing(KeptFile::expires));
    /** Of all kept files and of those that are being written. */
    private long bytes;

    private FileImageStore(Path directory, StoreLimits limits, InstantSource clock, RandomGenerator random) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        this.janitor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("lutra-janitor").daemon().factory());
    }

    /**
     * Opens the store in a directory, made if it is missing; deletes what has expired or was left unfinished.
     *
     * @param random of cryptographic strength: ids must not be guessed
     * @throws StorageException.Unavailable if the directory cannot be made, read or written
     */
    public static FileImageStore open(Path directory, StoreLimits limits, InstantSource clock, RandomGenerator random) {
        var store = new FileImageStore(directory, limits, clock, random);
        try {
            Files.createDirectories(directory);
            store.probe();
            store.scan();
        } catch (IOException e) {
            store.close();
            throw new StorageException.Unavailable("cannot keep pictures in " + directory + ": " + reason(e), e);
        }
        long millis = limits.sweepEvery().toMillis();
        var _ = store.janitor.scheduleWithFixedDelay(store::sweep, millis, millis, TimeUnit.MILLISECONDS);
        return store;
    }

    private void scan() throws IOException {
        var now = clock.instant();
        try (var names = Files.newDirectoryStream(directory)) {
            for (var path : names) {
                var name = path.getFileName().toString();
                var file = KeptFile.parse(name);
                if (name.endsWith(UNFINISHED)) {
                    Files.deleteIfExists(path);
                } else if (file.isPresent()) {
                    if (file.get().isExpired(now)
                            || Files.size(path) != file.get().length()) {
                        Files.deleteIfExists(path);
                    } else {
                        bytes += file.get().length();
                        keep(file.get());
                    }
                }
            }
        }
    }

    @Override
    public ImageId put(byte[] content, ImageType type, Duration timeToLive) {
        if (!timeToLive.isPositive()) {
            throw new IllegalArgumentException("a picture must live for some time, not " + timeToLive);
        }
        reserve(content.length);
        var created = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var file = new KeptFile(ImageId.random(random), type, content.length, created, created.plus(timeToLive));
        boolean written = false;
        try {
            write(file, content);
            written = true;
        } finally {
            if (!written) {
                release(content.length);
            }
        }
        keep(file);
        return file.id();
    }

    private void write(KeptFile file, byte[] content) {
        var unfinished = directory.resolve(file.id() + UNFINISHED);
        try {
            if (usable() - content.length < limits.keepFree()) {
                throw new StorageException.Full("the disk of " + directory + " is full");
            }
            try (var channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(false);
            }
            Files.move(unfinished, file.in(directory), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            boolean full = usable() < content.length;
            deleteQuietly(unfinished);
            if (full) {
                throw new StorageException.Full("the disk of " + directory + " is full", e);
            }
            throw new StorageException.Unavailable(
                    "cannot write a picture of " + content.length + " bytes to " + directory + ": " + reason(e), e);
        }
    }

    /** Bytes that may still be written to the disk; all that can be counted, if it does not say. */
    private long usable() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            LOG.debug("cannot ask how much room {} has: {}", directory, reason(e));
            return Long.MAX_VALUE;
        }
    }

    @Override
    public Optional<StoredImage> open(ImageId id) {
        var file = find(id);
        if (file.isEmpty() || file.get().isExpired(clock.instant())) {
            return Optional.empty();
        }
        try {
            var content = FileChannel.open(file.get().in(directory), StandardOpenOption.READ);
            // A picture never changes under its id, so the id is the tag.
            return file.map(
                    f -> new StoredImage(id, f.type(), f.length(), id.value(), f.created(), f.expires(), content));
        } catch (NoSuchFileException e) {
            forget(file.get());
            return Optional.empty();
        } catch (IOException e) {
            throw new StorageException.Unavailable("cannot read picture " + id + ": " + reason(e), e);
        }
    }

    @Override
    public void delete(ImageId id) {
        find(id).ifPresent(this::delete);
    }

    /** Deletes what has expired. */
    void sweep() {
        expired(clock.instant()).forEach(this::delete);
    }

    @Override
    public StoreUse use() {
        lock.lock();
        try {
            return new StoreUse(files.size(), bytes, limits.maxBytes());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void requireWritable() {
        try {
            probe();
        } catch (IOException e) {
            throw new StorageException.Unavailable("cannot write to " + directory + ": " + reason(e), e);
        }
    }

    private void probe() throws IOException {
        Files.delete(Files.createTempFile(directory, "probe", UNFINISHED));
    }

    @Override
    public void close() {
        janitor.close();
    }

    private void delete(KeptFile file) {
        if (forget(file)) {
            deleteQuietly(file.in(directory));
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("cannot delete {}: {}; the next start tries again", path, reason(e));
        }
    }

    private void reserve(long length) {
        if (!tryReserve(length)) {
            sweep();
            if (!tryReserve(length)) {
                throw new StorageException.Full("the pictures in " + directory + " would take more than "
                        + limits.maxBytes() + " bytes with one of " + length);
            }
        }
    }

    private boolean tryReserve(long length) {
        lock.lock();
        try {
            boolean fits = length <= limits.maxBytes() - bytes;
            bytes += fits ? length : 0;
            return fits;
        } finally {
            lock.unlock();
        }
    }

    private void release(long length) {
        lock.lock();
        try {
            bytes -= length;
        } finally {
            lock.unlock();
        }
    }

    private void keep(KeptFile file) {
        lock.lock();
        try {
            files.put(file.id(), file);
            byExpiry.add(file);
        } finally {
            lock.unlock();
        }
    }

    private Optional<KeptFile> find(ImageId id) {
        lock.lock();
        try {
            return Optional.ofNullable(files.get(id));
        } finally {
            lock.unlock();
        }
    }

    private boolean forget(KeptFile file) {
        lock.lock();
        try {
            boolean known = files.remove(file.id(), file);
            if (known) {
                byExpiry.remove(file);
                bytes -= file.length();
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private List<KeptFile> expired(Instant now) {
        lock.lock();
        try {
            var expired = new ArrayList<KeptFile>();
            for (var next = byExpiry.peek(); next != null && next.isExpired(now); next = byExpiry.peek()) {
                expired.add(byExpiry.remove());
            }
            return expired;
        } finally {
            lock.unlock();
        }
    }

    /** What an {@link IOException} of the file system says, whose message is often a path alone. */
    private static String reason(IOException e) {
        return e.getClass() == FileAlreadyExistsException.class ? "it is a file" : e.toString();
    }
}
