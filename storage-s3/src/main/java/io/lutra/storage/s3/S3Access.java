package io.lutra.storage.s3;

import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * How a bucket is used.
 *
 * @param presigned whether clients are to fetch pictures from the bucket itself
 */
public record S3Access(S3Location location, boolean presigned) {
    /**
     * A connection with the credentials that Amazon's programs would take: from the environment ({@code AWS_ACCESS_KEY_ID},
     * {@code AWS_SECRET_ACCESS_KEY}), {@code ~/.aws}, or the role of the machine.
     */
    public S3Connection connect() {
        return S3Connection.open(location, DefaultCredentialsProvider.builder().build(), presigned);
    }
}
