package io.lutra.storage.s3;

import io.lutra.storage.ImageId;
import io.lutra.storage.ImageStore;
import io.lutra.storage.ImageType;
import io.lutra.storage.StorageException;
import io.lutra.storage.StoreUse;
import io.lutra.storage.StoredImage;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;

/**
 * Keeps pictures as objects of a bucket, which any number of processes may share. Every put has an MD5 that the service checks.
 * A picture is read into memory as a whole when it is opened.
 *
 * <p>What has expired is deleted by whichever process sweeps first; a lifecycle rule of the bucket does the same for processes
 * that are no more. The bound is kept by each process with what it knows: others' pictures since the last sweep it does not.
 */
public final class S3ImageStore implements ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3ImageStore.class);
    private static final String CREATED = "lutra-created";
    private static final String PROBE = "probe";
    private static final Duration LONGEST_SIGNATURE = Duration.ofDays(7);
    /** How often a full bucket is looked through for what has expired. */
    private static final Duration BETWEEN_LISTINGS = Duration.ofSeconds(10);

    private static final Set<String> FULL =
            Set.of("QuotaExceeded", "StorageFull", "XMinioStorageFull", "EntityTooLarge");

    private final S3Connection connection;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final BucketUse use;
    private final ScheduledExecutorService janitor;

    /** Held during a listing. */
    private final ReentrantLock listing = new ReentrantLock();

    private volatile Instant listed = Instant.MIN;

    private S3ImageStore(S3Connection connection, long maxBytes, InstantSource clock, RandomGenerator random) {
        this.connection = connection;
        this.clock = clock;
        this.random = random;
        use = new BucketUse(maxBytes);
        janitor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("lutra-janitor").daemon().factory());
    }

    /**
     * Opens the store in a bucket; deletes what has expired.
     *
     * @param connection closed with the store
     * @param maxBytes the most that all pictures in it may take together
     * @param sweepEvery how often expired pictures are deleted
     * @param random of cryptographic strength: ids must not be guessed
     * @throws StorageException.Unavailable if the bucket is not there, or cannot be listed and written
     */
    public static S3ImageStore open(
            S3Connection connection, long maxBytes, Duration sweepEvery, InstantSource clock, RandomGenerator random) {
        var store = new S3ImageStore(connection, maxBytes, clock, random);
        try {
            store.requireWritable();
            store.list();
        } catch (StorageException e) {
            store.close();
            throw e;
        }
        long millis = sweepEvery.toMillis();
        var _ = store.janitor.scheduleWithFixedDelay(store::sweep, millis, millis, TimeUnit.MILLISECONDS);
        return store;
    }

    @Override
    public ImageId put(byte[] bytes, ImageType type, Duration timeToLive) {
        if (!timeToLive.isPositive()) {
            throw new IllegalArgumentException("a picture lives for a while, not for " + timeToLive);
        }
        var now = clock.instant();
        var id = ExpiringId.of(now.plus(timeToLive), random);
        reserve(id, bytes.length);
        boolean there = false;
        try {
            write(id.value(), bytes, type.mediaType(), Map.of(CREATED, Long.toString(now.toEpochMilli())));
            there = true;
            use.settle(id);
            return id;
        } finally {
            if (!there) {
                use.forget(id);
            }
        }
    }

    private void reserve(ImageId id, int length) {
        try {
            use.reserve(id, length);
        } catch (StorageException.Full full) {
            if (Duration.between(listed, clock.instant()).compareTo(BETWEEN_LISTINGS) < 0) {
                throw full;
            }
            list();
            use.reserve(id, length);
        }
    }

    private void write(String name, byte[] bytes, String mediaType, Map<String, String> metadata) {
        var request = PutObjectRequest.builder()
                .bucket(bucket())
                .key(key(name))
                .contentType(mediaType)
                .contentMD5(md5(bytes))
                .metadata(metadata)
                .build();
        try {
            client().putObject(request, RequestBody.fromBytes(bytes));
        } catch (S3Exception refused) {
            var code = refused.awsErrorDetails() == null
                    ? ""
                    : refused.awsErrorDetails().errorCode();
            if (refused.statusCode() == 507 || FULL.contains(code)) {
                throw new StorageException.Full(
                        "the bucket " + connection.location() + " is full: " + refused.getMessage(), refused);
            }
            throw unavailable("written to", refused);
        } catch (SdkException e) {
            throw unavailable("written to", e);
        }
    }

    @Override
    public Optional<StoredImage> open(ImageId id) {
        var expires = ExpiringId.expires(id);
        if (!expires.isAfter(clock.instant())) {
            return Optional.empty();
        }
        try {
            var read = client().getObjectAsBytes(GetObjectRequest.builder()
                    .bucket(bucket())
                    .key(key(id.value()))
                    .build());
            var bytes = read.asByteArrayUnsafe();
            return Optional.of(new StoredImage(
                    id,
                    type(read.response().contentType()),
                    bytes.length,
                    id.value(),
                    created(read.response().metadata()),
                    expires,
                    new BytesChannel(bytes)));
        } catch (NoSuchKeyException missing) {
            return Optional.empty();
        } catch (SdkException e) {
            throw unavailable("read from", e);
        }
    }

    private static ImageType type(String mediaType) {
        return Arrays.stream(ImageType.values())
                .filter(type -> type.mediaType().equals(mediaType))
                .findFirst()
                .orElse(ImageType.PNG);
    }

    private static Instant created(Map<String, String> metadata) {
        return Instant.ofEpochMilli(Long.parseLong(metadata.getOrDefault(CREATED, "0")));
    }

    @Override
    public void delete(ImageId id) {
        remove(id.value());
        use.forget(id);
    }

    private void remove(String name) {
        try {
            client().deleteObject(request -> request.bucket(bucket()).key(key(name)));
        } catch (SdkException e) {
            throw unavailable("deleted from", e);
        }
    }

    @Override
    public Optional<URI> directLink(ImageId id) {
        return connection.presigner().map(presigner -> presigned(presigner, id));
    }

    private URI presigned(S3Presigner presigner, ImageId id) {
        var left = Duration.between(clock.instant(), ExpiringId.expires(id));
        var request = GetObjectPresignRequest.builder()
                .signatureDuration(left.compareTo(LONGEST_SIGNATURE) < 0 ? left : LONGEST_SIGNATURE)
                .getObjectRequest(get -> get.bucket(bucket()).key(key(id.value())))
                .build();
        return URI.create(presigner.presignGetObject(request).url().toString());
    }

    @Override
    public StoreUse use() {
        return use.now();
    }

    @Override
    public void requireWritable() {
        write(PROBE, new byte[0], "application/octet-stream", Map.of());
        remove(PROBE);
    }

    @Override
    public void requireRoom() {
        use.requireRoom();
    }

    private void sweep() {
        try {
            list();
        } catch (RuntimeException e) {
            LOG.warn("expired pictures cannot be deleted from {}", connection.location(), e);
        }
    }

    /** Counts what is there, and deletes what has expired. */
    private void list() {
        listing.lock();
        try {
            var found = use.listing();
            var now = clock.instant();
            var pages = client().listObjectsV2Paginator(ListObjectsV2Request.builder()
                    .bucket(bucket())
                    .prefix(connection.location().prefix())
                    .build());
            for (var object : pages.contents()) {
                var id = ImageId.parse(
                        object.key().substring(connection.location().prefix().length()));
                if (id.isPresent() && ExpiringId.expires(id.get()).isAfter(now)) {
                    found.found(id.get(), object.size());
                } else if (id.isPresent()) {
                    remove(id.get().value());
                }
            }
            found.end();
            listed = now;
        } catch (SdkException e) {
            throw unavailable("listed in", e);
        } finally {
            listing.unlock();
        }
    }

    @Override
    public void close() {
        janitor.shutdownNow();
        connection.close();
    }

    private S3Client client() {
        return connection.client();
    }

    private String bucket() {
        return connection.location().bucket();
    }

    private String key(String name) {
        return connection.location().prefix() + name;
    }

    private StorageException.Unavailable unavailable(String what, SdkException cause) {
        return new StorageException.Unavailable(
                "pictures cannot be " + what + " the bucket " + connection.location() + ": " + cause.getMessage(),
                cause);
    }

    private static String md5(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
