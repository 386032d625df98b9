package io.lutra.storage;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps encoded pictures until they expire. Thread-safe.
 *
 * <p>A picture is either there as a whole or not at all, also after a crash while it was being written.
 */
public interface ImageStore extends AutoCloseable {
    /**
     * Keeps a picture.
     *
     * @param bytes the encoded picture; read during the call only
     * @param timeToLive how long {@link #open} finds it; positive
     * @return where it is: unguessable
     * @throws StorageException.Full if the disk or the store's own bound is reached
     * @throws StorageException.Unavailable if it cannot be written for another reason
     */
    ImageId put(byte[] bytes, ImageType type, Duration timeToLive);

    /**
     * Opens a picture for reading.
     *
     * @return empty if there never was one, it was deleted, or it has expired; else open, to be closed by the caller
     * @throws StorageException.Unavailable if it is there and cannot be read
     */
    Optional<StoredImage> open(ImageId id);

    /** Deletes a picture, if it is there. Whoever has it open reads it to its end. */
    void delete(ImageId id);

    /**
     * Where a client can fetch a picture itself, without this process, until the picture expires; does not look whether it is
     * there.
     *
     * @return empty if pictures must be read with {@link #open}
     */
    default Optional<URI> directLink(ImageId id) {
        return Optional.empty();
    }

    /** How much is kept at this moment. */
    StoreUse use();

    /**
     * Checks that something could be written now; writes nothing that stays.
     *
     * @throws StorageException.Unavailable if it could not
     */
    void requireWritable();

    /**
     * Checks that a picture could probably be kept now, so that nobody draws one for a link that cannot be made.
     *
     * @throws StorageException.Full if the disk or the store's own bound is reached
     * @throws StorageException.Unavailable if it could not be written for another reason
     */
    void requireRoom();

    @Override
    void close();
}
