package io.lutra.cli;

import io.lutra.cli.config.ConfigException;
import io.lutra.cli.config.Configuration;
import io.lutra.cli.config.Keys;
import io.lutra.storage.s3.S3Access;
import io.lutra.storage.s3.S3Location;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Makes of a configuration the bucket that pictures are kept in, if one is named. Stateless. */
final class BucketSetup {
    private BucketSetup() {}

    /** @throws ConfigException if one is named, and what is said of it makes no sense */
    static Optional<S3Access> of(Configuration config) {
        var bucket = config.get(Keys.STORE_S3_BUCKET);
        if (bucket.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new S3Access(
                    new S3Location(
                            endpoint(config.get(Keys.STORE_S3_ENDPOINT)),
                            config.get(Keys.STORE_S3_REGION),
                            bucket,
                            config.get(Keys.STORE_S3_PREFIX),
                            config.get(Keys.STORE_S3_PATH_STYLE)),
                    config.get(Keys.STORE_S3_DIRECT)));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(List.of("store.s3: " + wrong.getMessage()));
        }
    }

    private static Optional<URI> endpoint(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var endpoint = URI.create(text);
        if (endpoint.getHost() == null || !String.valueOf(endpoint.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("the endpoint must be an http or https URL, but is " + text);
        }
        return Optional.of(endpoint);
    }
}
