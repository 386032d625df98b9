package io.lutra.storage.s3;

import io.lutra.storage.ImageId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Ids that begin with the moment at which the picture expires: 11 digits of milliseconds since 1970, then 84 random bits. A
 * listing in the order of names, which is S3's, is one in the order of expiry, so that what has expired is found without asking
 * for anything else.
 */
final class ExpiringId {
    private static final int DIGITS = 11;
    private static final long LATEST = (1L << 44) - 1;

    private ExpiringId() {}

    static ImageId of(Instant expires, RandomGenerator random) {
        long millis = Math.clamp(expires.toEpochMilli(), 0, LATEST);
        var digits = HexFormat.of().toHexDigits(millis, DIGITS);
        return new ImageId(digits + ImageId.random(random).value().substring(DIGITS));
    }

    static Instant expires(ImageId id) {
        return Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(id.value(), 0, DIGITS));
    }
}
