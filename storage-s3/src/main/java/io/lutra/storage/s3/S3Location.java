package io.lutra.storage.s3;

import java.net.URI;
import java.util.Optional;

/**
 * Where a bucket is.
 *
 * @param endpoint of the service; empty for Amazon's own
 * @param region that requests are signed for
 * @param bucket which must be there
 * @param prefix before the name of every object; empty, or ending in a slash
 * @param pathStyle whether the bucket is named in the path rather than in the host's name, as most services but Amazon's want
 */
public record S3Location(Optional<URI> endpoint, String region, String bucket, String prefix, boolean pathStyle) {
    /** Refuses a prefix that would run into names. */
    public S3Location {
        if (bucket.isEmpty() || region.isEmpty()) {
            throw new IllegalArgumentException("a bucket and its region have names");
        }
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("the prefix must end in '/', but is " + prefix);
        }
    }

    @Override
    public String toString() {
        return bucket + "/" + prefix + endpoint.map(uri -> " at " + uri).orElse("");
    }
}
