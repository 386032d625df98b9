package io.lutra.server;

import io.lutra.storage.FileImageStore;
import io.lutra.storage.ImageStore;
import io.lutra.storage.StoreClocks;
import io.lutra.storage.StoreLimits;
import io.lutra.storage.s3.S3Access;
import io.lutra.storage.s3.S3ImageStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where pictures are kept.
 *
 * @param bucket empty for files in the data folder
 */
public record StoreConfig(StoreLimits limits, Optional<S3Access> bucket) {
    /** Opens the store. */
    ImageStore open(Path dataDir, StoreClocks clocks, RandomGenerator random) {
        return bucket.<ImageStore>map(access -> S3ImageStore.open(
                        access.connect(), limits.maxBytes(), limits.sweepEvery(), clocks.wall(), random))
                .orElseGet(() -> FileImageStore.open(dataDir.resolve("pictures"), limits, clocks, random));
    }
}
