package io.lutra.storage.s3;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.storage.ImageStore;
import io.lutra.storage.ImageStoreContract;
import io.lutra.storage.ImageType;
import io.lutra.storage.StorageException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** A store in a bucket of a real server of S3. */
class S3ImageStoreTest extends ImageStoreContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String BUCKET = "pictures";

    @RegisterExtension
    final S3ProxyExtension proxy =
            S3ProxyExtension.builder().withCredentials("somebody", "a secret").build();

    private final Random random = new Random(5);

    private S3Connection connection(String bucket, boolean presigned) {
        var location = new S3Location(Optional.of(requireNonNull(proxy.getUri())), "us-east-1", bucket, "lutra/", true);
        var credentials =
                AwsBasicCredentials.create(requireNonNull(proxy.getAccessKey()), requireNonNull(proxy.getSecretKey()));
        return S3Connection.open(location, StaticCredentialsProvider.create(credentials), presigned);
    }

    private S3ImageStore store(boolean presigned) {
        return S3ImageStore.open(connection(BUCKET, presigned), MAX_BYTES, HOUR, clock, random);
    }

    @Override
    protected ImageStore open() {
        makeBucket();
        return store(false);
    }

    private void makeBucket() {
        try (var connection = connection(BUCKET, false)) {
            S3Client client = connection.client();
            if (client.listBuckets().buckets().stream()
                    .noneMatch(bucket -> bucket.name().equals(BUCKET))) {
                client.createBucket(request -> request.bucket(BUCKET));
            }
        }
    }

    private long objects() {
        try (var connection = connection(BUCKET, false)) {
            return connection
                    .client()
                    .listObjectsV2(request -> request.bucket(BUCKET))
                    .contents()
                    .size();
        }
    }

    @Test
    void everyProcessFindsWhatAnotherPut() throws Exception {
        try (var one = store(false);
                var other = store(false)) {
            var id = one.put(bytes(100), ImageType.PNG, HOUR);

            try (var image = other.open(id).orElseThrow()) {
                assertThat(image.length()).isEqualTo(100);
            }
            other.delete(id);
            assertThat(one.open(id)).isEmpty();
        }
    }

    @Test
    void deletesWhatHasExpiredWhoeverPutIt() {
        try (var one = store(false)) {
            one.put(bytes(100), ImageType.PNG, HOUR);
            one.put(bytes(100), ImageType.PNG, HOUR.multipliedBy(3));
        }
        assertThat(objects()).isEqualTo(2);
        clock.move(HOUR.multipliedBy(2));

        try (var later = store(false)) {
            assertThat(objects()).isEqualTo(1);
            assertThat(later.use().files()).isEqualTo(1);
            assertThat(later.use().bytes()).isEqualTo(100);
        }
    }

    @Test
    void clientsFetchFromTheBucketWhereTheyAreMeantTo() throws Exception {
        try (var store = store(true);
                var client = HttpClient.newHttpClient()) {
            var bytes = bytes(321);
            var id = store.put(bytes, ImageType.WEBP, HOUR);

            URI link = store.directLink(id).orElseThrow();
            var answer = client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(bytes);
            assertThat(answer.headers().firstValue("content-type")).contains("image/webp");
        }
    }

    @Test
    void picturesPassThroughTheServerElse() {
        try (var store = store(false)) {
            assertThat(store.directLink(store.put(bytes(10), ImageType.PNG, HOUR)))
                    .isEmpty();
        }
    }

    @Test
    void saysWhichBucketIsNotThere() {
        assertThatThrownBy(() -> S3ImageStore.open(connection("nowhere", false), MAX_BYTES, HOUR, clock, random))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("nowhere/lutra/");
    }

    @Test
    void writesAgainWhenTheBucketIsBack() {
        try (var store = store(false)) {
            store.requireWritable();
            try (var connection = connection(BUCKET, false)) {
                connection.client().deleteBucket(request -> request.bucket(BUCKET));
            }
            assertThatThrownBy(() -> store.put(bytes(10), ImageType.PNG, HOUR))
                    .isInstanceOf(StorageException.Unavailable.class);
            assertThatThrownBy(store::requireWritable).isInstanceOf(StorageException.Unavailable.class);

            makeBucket();
            store.requireWritable();
            var id = store.put(bytes(10), ImageType.PNG, HOUR);
            assertThat(store.open(id)).isPresent();
            assertThat(store.use().bytes()).isEqualTo(10);
        }
    }
}
