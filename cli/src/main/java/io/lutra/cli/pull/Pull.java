package io.lutra.cli.pull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a model into the folder of models. It lies under another name until all of it is there, so that a model that can be
 * named is complete; an interrupted fetch goes on where it was when it is run again.
 */
public final class Pull {
    private static final String UNFINISHED = ".unfinished-";

    private final Order order;
    private final Download.Patience patience;

    /**
     * What to fetch, from where to where.
     *
     * @param host address of the host
     * @param token access token for it; empty for none
     * @param repository what to fetch
     * @param file one safetensors file of it; empty for a diffusers repository
     * @param isFull whether fp32 weights are wanted where there are also fp16 ones
     * @param models the folder of models
     * @param name what the model is called there
     */
    public record Order(
            URI host, String token, RepositoryName repository, String file, boolean isFull, Path models, String name) {}

    /** How far it has come. */
    public interface Progress {
        /** Told once, before the first byte. */
        void begins(int files, long bytes);

        /** Told as bytes arrive; {@code bytes} counts all files, with what was there already. */
        void arrived(String file, long bytes);
    }

    /** To carry out an order. */
    public Pull(Order order) {
        this(order, Download.Patience.standard());
    }

    Pull(Order order, Download.Patience patience) {
        this.order = order;
        this.patience = patience;
    }

    /**
     * Fetches.
     *
     * @return where the model lies: a folder, or a file
     * @throws PullException if that does not succeed, saying why
     */
    public Path run(Progress progress) throws InterruptedException {
        Path target = order.models().resolve(order.file().isEmpty() ? order.name() : order.name() + ".safetensors");
        if (Files.exists(target)) {
            throw new PullException(
                    target + " exists already; remove it to fetch it again, or choose another name with --name");
        }
        try (var hub = new Hub(order.host(), order.token())) {
            return fetch(hub, target, progress);
        } catch (IOException failed) {
            throw new PullException(
                    "%s cannot be fetched from %s: %s"
                            .formatted(order.repository().path(), order.host(), reason(failed)),
                    failed);
        }
    }

    private static String reason(IOException failed) {
        String message = failed.getMessage();
        return failed.getClass().getSimpleName() + (message == null ? "" : ", " + message);
    }

    private Path fetch(Hub hub, Path target, Progress progress) throws IOException, InterruptedException {
        String commit = hub.commit(order.repository());
        var all = hub.files(order.repository(), commit);
        var files = order.file().isEmpty()
                ? Selection.of(order.repository(), all, order.isFull())
                : List.of(Selection.single(order.repository(), all, order.file()));
        Path unfinished = order.models().resolve(UNFINISHED + order.name());
        Files.createDirectories(unfinished);
        requireRoom(files, unfinished);
        progress.begins(files.size(), files.stream().mapToLong(RemoteFile::size).sum());
        var download = new Download(hub, order.repository(), commit, patience);
        long done = 0;
        for (var file : files) {
            Path local = unfinished.resolve(file.path()).normalize();
            if (!local.startsWith(unfinished)) {
                throw new PullException(order.host() + " names a file outside of the model: " + file.path());
            }
            long before = done;
            download.fetch(file, local, bytes -> progress.arrived(file.path(), before + bytes));
            done += file.size();
        }
        removeLeftOver(files, unfinished);
        if (order.file().isEmpty()) {
            return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(unfinished.resolve(order.file()), target, StandardCopyOption.ATOMIC_MOVE);
        removeLeftOver(List.of(), unfinished);
        Files.deleteIfExists(unfinished);
        return target;
    }

    private void requireRoom(List<RemoteFile> files, Path folder) throws IOException {
        long needed = 0;
        for (var file : files) {
            Path local = folder.resolve(file.path());
            needed += Files.exists(local) ? 0 : file.size();
        }
        long there = Files.getFileStore(folder).getUsableSpace();
        if (needed > there) {
            throw new PullException("%s needs %d MB, but %s has room for %d MB"
                    .formatted(order.repository().path(), needed >> 20, folder, there >> 20));
        }
    }

    /** An earlier revision may have had other files. */
    private static void removeLeftOver(List<RemoteFile> files, Path folder) throws IOException {
        var kept = files.stream()
                .map(file -> folder.resolve(file.path()).normalize())
                .toList();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!kept.contains(file)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException fault) throws IOException {
                if (fault != null) {
                    throw fault;
                }
                try (var left = Files.list(directory)) {
                    if (!directory.equals(folder) && left.findAny().isEmpty()) {
                        Files.delete(directory);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
