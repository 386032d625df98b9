package io.lutra.server.files;

import io.lutra.api.error.ApiError;
import io.lutra.storage.ImageId;
import io.lutra.storage.ImageType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * Signed paths of pictures, such as {@code /files/0123...cdef.png?exp=1795420800&sig=...}: whoever has one may read the
 * picture until it expires, and nobody can make one up. Thread-safe.
 */
public final class FileLinks {
    private final ServerKey key;

    /** Signed with a key. */
    public FileLinks(ServerKey key) {
        this.key = key;
    }

    /** The path of a picture, with its query; to be put behind the server's base URL. */
    public String path(ImageId id, ImageType type, Instant expires) {
        var name = name(id, type);
        long seconds = expires.getEpochSecond();
        return "/files/" + name + "?exp=" + seconds + "&sig=" + signature(name, Long.toString(seconds));
    }

    /** The last segment of the path. */
    static String name(ImageId id, ImageType type) {
        return id + "." + type.extension();
    }

    /**
     * Checks what came with a path.
     *
     * @throws io.lutra.api.error.ApiException if the signature is wrong or its time is over
     */
    void check(String name, String expires, String signature, Instant now) {
        var expected = signature(name, expires).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
            throw ApiError.badSignature().asException();
        }
        if (now.getEpochSecond() >= Long.parseLong(expires)) {
            throw ApiError.linkExpired().asException();
        }
    }

    private String signature(String name, String expires) {
        return key.code("file", name + "?" + expires);
    }
}
