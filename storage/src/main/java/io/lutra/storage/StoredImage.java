package io.lutra.storage;

import java.nio.channels.SeekableByteChannel;
import java.time.Instant;

/**
 * A picture opened for reading. Used by one thread; closed by whoever opened it.
 *
 * @param content at position 0; closed with this
 * @param length bytes
 * @param entityTag changes with the content: opaque, of letters and digits, without quotes
 * @param expires when it is no longer found
 */
public record StoredImage(
        ImageId id,
        ImageType type,
        long length,
        String entityTag,
        Instant created,
        Instant expires,
        SeekableByteChannel content)
        implements AutoCloseable {
    @Override
    public void close() {
        StorageException.closing(content);
    }
}
