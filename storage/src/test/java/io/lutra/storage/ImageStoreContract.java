package io.lutra.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do. A test of an implementation extends this. */
public abstract class ImageStoreContract {
    protected static final int MAX_BYTES = 100_000;
    private static final Duration HOUR = Duration.ofHours(1);

    protected final MovedClock clock = new MovedClock();
    private ImageStore store;

    /** A store of at most {@link #MAX_BYTES} on {@link #clock}, over what earlier stores of the same test left. */
    protected abstract ImageStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void givesBackWhatWasPut() throws IOException {
        var bytes = bytes(5000);

        var id = store.put(bytes, ImageType.WEBP, HOUR);

        try (var image = store.open(id).orElseThrow()) {
            assertThat(image.id()).isEqualTo(id);
            assertThat(image.type()).isEqualTo(ImageType.WEBP);
            assertThat(image.length()).isEqualTo(5000);
            assertThat(image.created()).isEqualTo(clock.instant());
            assertThat(image.expires()).isEqualTo(clock.instant().plus(HOUR));
            assertThat(Channels.newInputStream(image.content()).readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void readsFromAnyPosition() throws IOException {
        var bytes = bytes(100);
        try (var image = store.open(store.put(bytes, ImageType.PNG, HOUR)).orElseThrow()) {
            var part = ByteBuffer.allocate(10);

            image.content().position(90);
            while (part.hasRemaining() && image.content().read(part) >= 0) {}

            assertThat(part.array()).isEqualTo(Arrays.copyOfRange(bytes, 90, 100));
        }
    }

    @Test
    void givesEveryPictureItsOwnIdAndTag() {
        var one = store.put(bytes(10), ImageType.PNG, HOUR);
        var two = store.put(bytes(10), ImageType.PNG, HOUR);

        assertThat(one).isNotEqualTo(two);
        try (var first = store.open(one).orElseThrow();
                var again = store.open(one).orElseThrow();
                var second = store.open(two).orElseThrow()) {
            assertThat(first.entityTag()).isEqualTo(again.entityTag()).isNotEqualTo(second.entityTag());
            assertThat(first.entityTag()).matches("\\w+");
        }
    }

    @Test
    void doesNotFindWhatWasNeverThere() {
        assertThat(store.open(ImageId.random(new Random(9)))).isEmpty();
    }

    @Test
    void doesNotFindWhatHasExpired() {
        var id = store.put(bytes(10), ImageType.PNG, HOUR);

        clock.move(HOUR.minusMillis(1));
        assertThat(store.open(id)).isPresent().get().satisfies(StoredImage::close);
        clock.move(Duration.ofMillis(1));
        assertThat(store.open(id)).isEmpty();
    }

    @Test
    void doesNotFindWhatWasDeleted() {
        var id = store.put(bytes(10), ImageType.PNG, HOUR);

        store.delete(id);
        store.delete(id);

        assertThat(store.open(id)).isEmpty();
    }

    @Test
    void letsAReaderReadToTheEndWhatIsDeletedMeanwhile() throws IOException {
        var bytes = bytes(50_000);
        var id = store.put(bytes, ImageType.PNG, HOUR);
        try (var image = store.open(id).orElseThrow()) {
            store.delete(id);

            assertThat(Channels.newInputStream(image.content()).readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void keepsPicturesWhenItIsOpenedAgain() throws IOException {
        var id = store.put(bytes(77), ImageType.JPEG, HOUR);
        store.close();

        store = open();

        try (var image = store.open(id).orElseThrow()) {
            assertThat(image.type()).isEqualTo(ImageType.JPEG);
            assertThat(image.created()).isEqualTo(clock.instant());
            assertThat(image.expires()).isEqualTo(clock.instant().plus(HOUR));
            assertThat(Channels.newInputStream(image.content()).readAllBytes()).isEqualTo(bytes(77));
        }
    }

    @Test
    void refusesMoreThanItsBoundUntilSomethingExpiresOrIsDeleted() {
        var first = store.put(bytes(60_000), ImageType.PNG, HOUR);
        store.put(bytes(40_000), ImageType.PNG, HOUR.multipliedBy(2));

        assertThatThrownBy(() -> store.put(bytes(1), ImageType.PNG, HOUR))
                .isInstanceOf(StorageException.Full.class)
                .hasMessageContaining("100000");
        store.delete(first);
        store.put(bytes(60_000), ImageType.PNG, HOUR);
        clock.move(HOUR);
        store.put(bytes(60_000), ImageType.PNG, HOUR);
    }

    @Test
    void refusesAPictureThatIsNotToLive() {
        assertThatThrownBy(() -> store.put(bytes(1), ImageType.PNG, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsRightWhenManyWriteAtOnce() throws Exception {
        var tasks = new ArrayList<Callable<ImageId>>();
        for (int i = 0; i < 100; i++) {
            tasks.add(() -> store.put(bytes(1000), ImageType.PNG, HOUR));
        }
        var ids = new ArrayList<ImageId>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var id : threads.invokeAll(tasks)) {
                ids.add(id.get());
            }
        }

        assertThat(ids).doesNotHaveDuplicates();
        assertThatThrownBy(() -> store.put(bytes(1), ImageType.PNG, HOUR)).isInstanceOf(StorageException.Full.class);
        ids.forEach(store::delete);
        store.put(bytes(MAX_BYTES), ImageType.PNG, HOUR);
    }

    protected static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Moved by hand. */
    protected static final class MovedClock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        public void move(Duration time) {
            now = now.plus(time);
        }
    }
}
