package io.lutra.storage.s3;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * What reaches a bucket. Thread-safe; whoever opened it, or the store that was given it, closes it.
 *
 * @param presigner makes links that lead to the bucket itself; empty if all pictures are to pass through this process
 */
public record S3Connection(S3Location location, S3Client client, Optional<S3Presigner> presigner)
        implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(15);
    private static final Duration CALL = Duration.ofSeconds(40);

    /**
     * Connects when something is first asked for. A call that fails is tried again as the SDK does, 40 s long at most.
     *
     * @param credentials what requests are signed with
     * @param presigned whether clients are to fetch pictures from the bucket itself
     */
    public static S3Connection open(S3Location location, AwsCredentialsProvider credentials, boolean presigned) {
        var region = Region.of(location.region());
        // Checksums of the SDK's own are trailers that other services than Amazon's often do not know.
        var client = S3Client.builder()
                .region(region)
                .credentialsProvider(credentials)
                .forcePathStyle(location.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT)
                        .build())
                .overrideConfiguration(
                        override -> override.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
        location.endpoint().ifPresent(client::endpointOverride);
        if (!presigned) {
            return new S3Connection(location, client.build(), Optional.empty());
        }
        var presigner = S3Presigner.builder()
                .region(region)
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(location.pathStyle())
                        .build());
        location.endpoint().ifPresent(presigner::endpointOverride);
        return new S3Connection(location, client.build(), Optional.of(presigner.build()));
    }

    @Override
    public void close() {
        presigner.ifPresent(S3Presigner::close);
        client.close();
    }
}
