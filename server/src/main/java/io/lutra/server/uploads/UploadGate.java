package io.lutra.server.uploads;

import io.lutra.api.error.ApiError;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory that pictures of clients take: lets in only as many uploads at a time as half of the heap can hold if each
 * is as large as one may be. Thread-safe.
 */
public final class UploadGate {
    /** A body, the largest picture while a JPEG of it is decoded at 20 bytes a pixel, and its raster. */
    private static final long LARGEST = PictureForm.MAX_BODY + PictureIntake.MAX_PIXELS * (20 + 4);

    private static final int MOST = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Semaphore free;
    private final AtomicLong refused = new AtomicLong();

    private UploadGate(int places) {
        free = new Semaphore(places, true);
    }

    /** A gate for a heap of this many bytes. */
    public static UploadGate forHeap(long bytes) {
        return new UploadGate(Math.clamp(bytes / 2 / LARGEST, 1, MOST));
    }

    /** A place that was given to an upload. */
    @FunctionalInterface
    public interface Place extends AutoCloseable {
        /** Gives the place back. */
        @Override
        void close();
    }

    /**
     * Waits for a place, not long.
     *
     * @throws io.lutra.api.error.ApiException if there is none
     */
    public Place enter() throws InterruptedException {
        if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            refused.incrementAndGet();
            throw ApiError.unavailable("Too many pictures are being uploaded.", "too_many_uploads", SOON)
                    .asException();
        }
        return free::release;
    }

    /** Uploads that were not let in. */
    public long refused() {
        return refused.get();
    }
}
