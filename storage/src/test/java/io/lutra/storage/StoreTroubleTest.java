package io.lutra.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose disk is full, whose directory goes, whose clock is set. */
class StoreTroubleTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAYS = Duration.ofDays(9);
    private static final StoreLimits LIMITS = new StoreLimits(1 << 20, 0, HOUR);

    @TempDir
    private Path home;

    private final ImageStoreContract.MovedClock wall = new ImageStoreContract.MovedClock();
    private final ImageStoreContract.MovedClock steady = new ImageStoreContract.MovedClock();

    private FileImageStore open() {
        return FileImageStore.open(home.resolve("kept"), LIMITS, new StoreClocks(wall, steady), new Random(1));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(home.resolve("kept"))) {
            return files.toList();
        }
    }

    private void pass(Duration time) {
        wall.move(time);
        steady.move(time);
    }

    @Test
    void aClockThatIsSetForwardDeletesNothingThatLives() throws IOException {
        try (var store = open()) {
            var id = store.put(new byte[10], ImageType.PNG, HOUR);

            wall.move(DAYS);
            store.sweep();

            assertThat(files()).hasSize(1);
            try (var image = store.open(id).orElseThrow()) {
                assertThat(image.expires()).isEqualTo(wall.instant().plus(HOUR));
            }
            pass(HOUR);
            assertThat(store.open(id)).isEmpty();
        }
    }

    @Test
    void aClockThatIsSetBackKeepsNothingLonger() throws IOException {
        try (var store = open()) {
            var id = store.put(new byte[10], ImageType.PNG, HOUR);

            wall.move(DAYS.negated());
            pass(HOUR.minusSeconds(1));
            assertThat(store.open(id)).hasValueSatisfying(StoredImage::close);
            pass(Duration.ofSeconds(1));
            store.sweep();

            assertThat(store.open(id)).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aClockThatWasSetBackBeforeARestartKeepsNothingForDays() {
        ImageId id;
        try (var store = open()) {
            id = store.put(new byte[10], ImageType.PNG, HOUR);
        }
        wall.move(DAYS.negated());

        try (var store = open()) {
            assertThat(store.open(id)).hasValueSatisfying(StoredImage::close);
            pass(HOUR);
            assertThat(store.open(id)).isEmpty();
        }
    }

    @Test
    void aPictureLivesAsLongAfterARestartAsItWouldHave() {
        ImageId id;
        try (var store = open()) {
            id = store.put(new byte[10], ImageType.PNG, HOUR);
        }
        pass(Duration.ofMinutes(40));

        try (var store = open()) {
            pass(Duration.ofMinutes(20).minusSeconds(1));
            assertThat(store.open(id)).hasValueSatisfying(StoredImage::close);
            pass(Duration.ofSeconds(1));
            assertThat(store.open(id)).isEmpty();
        }
    }

    @Test
    void picturesAreThereAgainWhenTheDirectoryIs() throws IOException {
        try (var store = open()) {
            var id = store.put(new byte[10], ImageType.PNG, HOUR);
            Files.move(home.resolve("kept"), home.resolve("aside"));

            assertThatThrownBy(() -> store.put(new byte[10], ImageType.PNG, HOUR))
                    .isInstanceOf(StorageException.Unavailable.class);
            assertThatThrownBy(store::requireRoom).isInstanceOf(StorageException.Unavailable.class);
            assertThatThrownBy(() -> store.open(id)).isInstanceOf(StorageException.Unavailable.class);

            Files.move(home.resolve("aside"), home.resolve("kept"));
            store.requireRoom();
            assertThat(store.open(id)).hasValueSatisfying(StoredImage::close);
        }
    }

    @Test
    void whatCouldNotBeDeletedIsDeletedLater() throws IOException {
        try (var store = open()) {
            store.put(new byte[10], ImageType.PNG, HOUR);
            var file = files().getFirst();
            Files.delete(file);
            Files.createDirectories(file.resolve("in the way"));
            pass(HOUR);
            store.sweep();
            assertThat(file).exists();

            Files.delete(file.resolve("in the way"));
            store.sweep();

            assertThat(file).doesNotExist();
        }
    }

    @Test
    void aFullDiskIsFullOnlyUntilThereIsRoom() throws IOException, InterruptedException {
        var kept = Files.createDirectories(home.resolve("kept"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", kept.toString()) == 0,
                "needs the right to mount a small file system");
        try (var store = open()) {
            var id = store.put(new byte[100_000], ImageType.PNG, HOUR);
            var filler = kept.resolve("of somebody else");
            Files.write(filler, new byte[120_000]);

            assertThatThrownBy(() -> store.put(new byte[100_000], ImageType.PNG, HOUR))
                    .isInstanceOf(StorageException.Full.class);
            assertThat(store.use().files()).isEqualTo(1);
            assertThat(store.use().bytes()).isEqualTo(100_000);
            assertThat(store.open(id)).hasValueSatisfying(StoredImage::close);
            assertThat(files()).as("no half of a picture").hasSize(2);

            Files.delete(filler);
            var next = store.put(new byte[100_000], ImageType.PNG, HOUR);
            assertThat(store.open(next)).hasValueSatisfying(StoredImage::close);
        } finally {
            assertThat(run("umount", kept.toString())).isZero();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
