package io.lutra.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileImageStoreTest extends ImageStoreContract {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path home;

    private final Random random = new Random(42);

    @Override
    protected ImageStore open() {
        return open(new StoreLimits(MAX_BYTES, 0, HOUR));
    }

    private FileImageStore open(StoreLimits limits) {
        return FileImageStore.open(home.resolve("a/b"), limits, clock, random);
    }

    @Test
    void deletesTheFilesOfWhatHasExpiredWhenItSweeps() throws IOException {
        try (var store = open(new StoreLimits(MAX_BYTES, 0, HOUR))) {
            store.put(bytes(10), ImageType.PNG, Duration.ofMinutes(1));
            store.put(bytes(20), ImageType.PNG, HOUR);

            clock.move(Duration.ofMinutes(1));
            store.sweep();

            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void sweepsByItself() {
        try (var store = open(new StoreLimits(MAX_BYTES, 0, Duration.ofMillis(1)))) {
            store.put(bytes(10), ImageType.PNG, HOUR);

            clock.move(HOUR);

            await().until(() -> files().isEmpty());
        }
    }

    @Test
    void deletesAtItsStartWhatHasExpiredIsTornOrWasLeftUnfinishedAndNothingElse() throws IOException {
        try (var store = open(new StoreLimits(MAX_BYTES, 0, HOUR))) {
            store.put(bytes(10), ImageType.PNG, Duration.ofMinutes(1));
            store.put(bytes(20), ImageType.PNG, HOUR);
            store.put(bytes(30), ImageType.PNG, HOUR);
        }
        for (var file : files()) {
            if (Files.size(file) == 20) {
                Files.write(file, new byte[7]);
            }
        }
        Files.write(home.resolve("a/b/0123.tmp"), new byte[5]);
        Files.writeString(home.resolve("a/b/notes.txt"), "not ours");
        clock.move(Duration.ofMinutes(1));

        open(new StoreLimits(MAX_BYTES, 0, HOUR)).close();

        assertThat(files()).extracting(Files::size).containsExactlyInAnyOrder(30L, 8L);
    }

    @Test
    void leavesNoFileBehindThatWasNotKept() throws IOException {
        try (var store = open(new StoreLimits(5, 0, HOUR))) {
            assertThatThrownBy(() -> store.put(bytes(10), ImageType.PNG, HOUR))
                    .isInstanceOf(StorageException.Full.class);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void leavesTheDiskItsReserve() throws IOException {
        try (var store = open(new StoreLimits(MAX_BYTES, Long.MAX_VALUE, HOUR))) {
            assertThatThrownBy(() -> store.put(bytes(10), ImageType.PNG, HOUR))
                    .isInstanceOf(StorageException.Full.class)
                    .hasMessageContaining("disk");
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void saysThatItCannotKeepPicturesWhereAFileIs() throws IOException {
        Files.delete(home.resolve("a/b"));
        Files.delete(home.resolve("a"));
        Files.writeString(home.resolve("a"), "a file");

        assertThatThrownBy(() -> open(new StoreLimits(MAX_BYTES, 0, HOUR)))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining(home.resolve("a/b").toString());
    }

    @Test
    void saysThatItCannotWriteWhenItsDirectoryIsGone() throws IOException {
        try (var store = open(new StoreLimits(MAX_BYTES, 0, HOUR))) {
            Files.delete(home.resolve("a/b"));

            assertThatThrownBy(() -> store.put(bytes(10), ImageType.PNG, HOUR))
                    .isInstanceOf(StorageException.Unavailable.class);
        }
    }

    @Test
    void findsNothingWhereSomebodyDeletedTheFile() throws IOException {
        try (var store = open(new StoreLimits(MAX_BYTES, 0, HOUR))) {
            var id = store.put(bytes(10), ImageType.PNG, HOUR);
            Files.delete(files().getFirst());

            assertThat(store.open(id)).isEmpty();
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(home.resolve("a/b"))) {
            return files.toList();
        }
    }
}
