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
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps pictures as files of one directory, which it has for itself, and deletes them when they expire. What is there is
 * known from the names of the files, read once at the start.
 *
 * <p>A disk that is full or a directory that is gone makes {@link #put} fail, and nothing else: as soon as there is room again,
 * pictures are kept again. A clock that is set changes nothing for the pictures of this process.
 */
public final class FileImageStore implements ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileImageStore.class);
    private static final String UNFINISHED = ".tmp";
    private static final int MOST_LEFT_OVER = 10_000;

    /** What the system says of a disk without room, or of a user without a share of it. */
    private static final List<String> NO_ROOM = List.of("No space left", "Disk quota exceeded", "not enough space");

    private final Path directory;
    private final StoreLimits limits;
    private final StoreClocks clocks;
    private final RandomGenerator random;
    private final ScheduledExecutorService janitor;
    private final PictureIndex index;

    /** Files of pictures that are forgotten and could not be deleted. */
    private final Set<Path> leftOver = ConcurrentHashMap.newKeySet();

    /** Why the last picture could not be kept; empty if it could. */
    private final AtomicReference<String> trouble = new AtomicReference<>("");

    private FileImageStore(Path directory, StoreLimits limits, StoreClocks clocks, RandomGenerator random) {
        this.directory = directory;
        this.limits = limits;
        this.clocks = clocks;
        this.random = random;
        index = new PictureIndex(limits.maxBytes());
        janitor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("lutra-janitor").daemon().factory());
    }

    /** Opens the store on one clock, which must never be set: see {@link #open(Path, StoreLimits, StoreClocks, RandomGenerator)}. */
    public static FileImageStore open(Path directory, StoreLimits limits, InstantSource clock, RandomGenerator random) {
        return open(directory, limits, new StoreClocks(clock, clock), random);
    }

    /**
     * Opens the store in a directory, made if it is missing; deletes what has expired or was left unfinished.
     *
     * @param random of cryptographic strength: ids must not be guessed
     * @throws StorageException.Unavailable if the directory cannot be made, read or written
     */
    public static FileImageStore open(Path directory, StoreLimits limits, StoreClocks clocks, RandomGenerator random) {
        var store = new FileImageStore(directory, limits, clocks, random);
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
        var now = clocks.steady().instant();
        try (var names = Files.newDirectoryStream(directory)) {
            for (var path : names) {
                var name = path.getFileName().toString();
                var file = KeptFile.parse(name);
                if (name.endsWith(UNFINISHED)) {
                    Files.deleteIfExists(path);
                } else if (file.isPresent()) {
                    var found = Kept.found(file.get(), clocks);
                    if (found.isExpired(now) || Files.size(path) != file.get().length()) {
                        Files.deleteIfExists(path);
                    } else {
                        index.count(file.get().length());
                        index.keep(found);
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
        var kept = trying(() -> {
            reserve(content.length);
            return write(content, type, timeToLive);
        });
        return kept.file().id();
    }

    private Kept write(byte[] content, ImageType type, Duration timeToLive) {
        var created = clocks.wall().instant().truncatedTo(ChronoUnit.MILLIS);
        var file = new KeptFile(ImageId.random(random), type, content.length, created, created.plus(timeToLive));
        boolean written = false;
        try {
            write(file, content);
            written = true;
        } finally {
            if (!written) {
                index.release(content.length);
            }
        }
        var kept = new Kept(file, clocks.steady().instant().plus(timeToLive));
        index.keep(kept);
        return kept;
    }

    private void write(KeptFile file, byte[] content) {
        var unfinished = directory.resolve(file.id() + UNFINISHED);
        try {
            requireSpace(content.length);
            try (var channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(false);
            }
            Files.move(unfinished, file.in(directory), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            boolean full = saysNoRoom(e) || usable() < content.length;
            deleteQuietly(unfinished);
            if (full) {
                throw new StorageException.Full("the disk of " + directory + " is full", e);
            }
            throw new StorageException.Unavailable(
                    "cannot write a picture of " + content.length + " bytes to " + directory + ": " + reason(e), e);
        }
    }

    private void requireSpace(long length) {
        if (usable() - length < limits.keepFree()) {
            throw new StorageException.Full("the disk of " + directory + " is full");
        }
    }

    private static boolean saysNoRoom(IOException e) {
        var message = Objects.requireNonNullElse(e.getMessage(), "");
        return NO_ROOM.stream().anyMatch(message::contains);
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
        var picture = index.find(id);
        var now = clocks.steady().instant();
        if (picture.isEmpty() || picture.get().isExpired(now)) {
            return Optional.empty();
        }
        var file = picture.get().file();
        var expires =
                clocks.wall().instant().plus(Duration.between(now, picture.get().end()));
        try {
            var content = FileChannel.open(file.in(directory), StandardOpenOption.READ);
            // A picture never changes under its id, so the id is the tag.
            return Optional.of(
                    new StoredImage(id, file.type(), file.length(), id.value(), file.created(), expires, content));
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(directory)) {
                throw new StorageException.Unavailable("cannot read picture " + id + ": " + directory + " is gone", e);
            }
            index.forget(picture.get());
            return Optional.empty();
        } catch (IOException e) {
            throw new StorageException.Unavailable("cannot read picture " + id + ": " + reason(e), e);
        }
    }

    @Override
    public void delete(ImageId id) {
        index.find(id).ifPresent(this::delete);
    }

    /** Deletes what has expired, and what could not be deleted before. */
    void sweep() {
        leftOver.removeIf(FileImageStore::deleteQuietly);
        index.expired(clocks.steady().instant()).forEach(this::delete);
    }

    @Override
    public StoreUse use() {
        return index.use();
    }

    @Override
    public void requireWritable() {
        try {
            probe();
        } catch (IOException e) {
            throw new StorageException.Unavailable("cannot write to " + directory + ": " + reason(e), e);
        }
    }

    @Override
    public void requireRoom() {
        var _ = trying(() -> {
            requireSpace(1);
            reserve(1);
            index.release(1);
            requireWritable();
            return directory;
        });
    }

    private void probe() throws IOException {
        Files.delete(Files.createTempFile(directory, "probe", UNFINISHED));
    }

    /** A step that may fail with a {@link StorageException}. */
    @FunctionalInterface
    private interface Attempt<T> {
        T run();
    }

    /** Says once in the log when trouble begins, and once when it is over: a full disk is not filled with reports of it. */
    private <T> T trying(Attempt<T> attempt) {
        try {
            var done = attempt.run();
            if (!trouble.getAndSet("").isEmpty()) {
                LOG.info("pictures are kept in {} again", directory);
            }
            return done;
        } catch (StorageException e) {
            var kind = e.getClass().getSimpleName();
            if (!trouble.getAndSet(kind).equals(kind)) {
                LOG.error("no picture can be kept for the moment: {}", e.getMessage());
            }
            throw e;
        }
    }

    @Override
    public void close() {
        janitor.close();
    }

    private void delete(Kept picture) {
        var path = picture.file().in(directory);
        if (index.forget(picture) && !deleteQuietly(path) && leftOver.size() < MOST_LEFT_OVER) {
            leftOver.add(path);
        }
    }

    private static boolean deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException e) {
            LOG.debug("cannot delete {} now: {}", path, reason(e));
            return false;
        }
    }

    private void reserve(long length) {
        if (!index.tryReserve(length)) {
            sweep();
            if (!index.tryReserve(length)) {
                throw new StorageException.Full("the pictures in " + directory + " would take more than "
                        + limits.maxBytes() + " bytes with one of " + length);
            }
        }
    }

    /** What an {@link IOException} of the file system says, whose message is often a path alone. */
    private static String reason(IOException e) {
        return e.getClass() == FileAlreadyExistsException.class ? "it is a file" : e.toString();
    }
}
