package io.lutra.storage.s3;

import io.lutra.storage.ImageId;
import io.lutra.storage.StorageException;
import io.lutra.storage.StoreUse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much is in a bucket: what the last listing found, and what was put since by this process. What others put is known with
 * the next listing. Thread-safe.
 */
final class BucketUse {
    private final long maxBytes;
    private long files;
    private long bytes;
    /** Sizes of what was put, or is being put, and was not seen by a listing. */
    private final Map<ImageId, Integer> recent = new HashMap<>();
    /** Those of the recent ones that are there. */
    private final Set<ImageId> settled = new HashSet<>();

    BucketUse(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Counts a picture that is about to be put.
     *
     * @throws StorageException.Full if there is no room for it
     */
    synchronized void reserve(ImageId id, int length) {
        if (length > maxBytes - bytes) {
            throw full();
        }
        recent.put(id, length);
        bytes += length;
        files++;
    }

    /**
     * Does nothing if there is some room.
     *
     * @throws StorageException.Full if there is none
     */
    synchronized void requireRoom() {
        if (bytes >= maxBytes) {
            throw full();
        }
    }

    private StorageException.Full full() {
        return new StorageException.Full(
                "the bucket keeps " + bytes + " bytes, and is to keep no more than " + maxBytes);
    }

    /** What was reserved is there. */
    synchronized void settle(ImageId id) {
        if (recent.containsKey(id)) {
            settled.add(id);
        }
    }

    /** A picture is not there, or not any more; one that a listing saw is counted until the next. */
    synchronized void forget(ImageId id) {
        settled.remove(id);
        var length = recent.remove(id);
        if (length != null) {
            bytes -= length;
            files--;
        }
    }

    /** Begins a listing. */
    synchronized Listing listing() {
        return new Listing(Set.copyOf(settled));
    }

    synchronized StoreUse now() {
        return new StoreUse(files, bytes, maxBytes);
    }

    /** What a listing finds. Used by one thread. */
    final class Listing {
        private final Set<ImageId> before;
        private final Set<ImageId> seen = new HashSet<>();
        private long foundFiles;
        private long foundBytes;

        private Listing(Set<ImageId> before) {
            this.before = before;
        }

        void found(ImageId id, long length) {
            foundFiles++;
            foundBytes += length;
            synchronized (BucketUse.this) {
                if (recent.containsKey(id)) {
                    seen.add(id);
                }
            }
        }

        /** All has been found: what was there before and was not seen is gone. */
        void end() {
            synchronized (BucketUse.this) {
                for (var known : List.of(before, seen)) {
                    recent.keySet().removeAll(known);
                    settled.removeAll(known);
                }
                files = foundFiles + recent.size();
                bytes = foundBytes
                        + recent.values().stream().mapToLong(Integer::longValue).sum();
            }
        }
    }
}
