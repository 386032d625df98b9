package io.lutra.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/** What a store keeps, and how much that is. Thread-safe; nothing here waits. */
final class PictureIndex {
    private final long maxBytes;

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<ImageId, Kept> pictures = new HashMap<>();
    private final PriorityQueue<Kept> byEnd = new PriorityQueue<>(Comparator.comparing(Kept::end));
    /** Of all kept files and of those that are being written. */
    private long bytes;

    PictureIndex(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Counts a file that will be written, if it fits. */
    boolean tryReserve(long length) {
        lock.lock();
        try {
            boolean fits = length <= maxBytes - bytes;
            bytes += fits ? length : 0;
            return fits;
        } finally {
            lock.unlock();
        }
    }

    /** Counts a file that was found. */
    void count(long length) {
        lock.lock();
        try {
            bytes += length;
        } finally {
            lock.unlock();
        }
    }

    /** Counts a file no more that was not written. */
    void release(long length) {
        count(-length);
    }

    /** Takes in a picture whose file is counted already. */
    void keep(Kept picture) {
        lock.lock();
        try {
            pictures.put(picture.file().id(), picture);
            byEnd.add(picture);
        } finally {
            lock.unlock();
        }
    }

    Optional<Kept> find(ImageId id) {
        lock.lock();
        try {
            return Optional.ofNullable(pictures.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a picture; whether it was known. */
    boolean forget(Kept picture) {
        lock.lock();
        try {
            boolean known = pictures.remove(picture.file().id(), picture);
            if (known) {
                byEnd.remove(picture);
                bytes -= picture.file().length();
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Those whose end has come. */
    List<Kept> expired(Instant now) {
        lock.lock();
        try {
            var expired = new ArrayList<Kept>();
            for (var next = byEnd.peek(); next != null && next.isExpired(now); next = byEnd.peek()) {
                expired.add(byEnd.remove());
            }
            return expired;
        } finally {
            lock.unlock();
        }
    }

    StoreUse use() {
        lock.lock();
        try {
            return new StoreUse(pictures.size(), bytes, maxBytes);
        } finally {
            lock.unlock();
        }
    }
}
