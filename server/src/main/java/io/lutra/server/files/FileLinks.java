package io.lutra.server.files;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
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
     * Checks what came with a path. Whether its time is over, the store knows: it has the picture as long as the link is valid,
     * whatever becomes of the time of day.
     *
     * @throws io.lutra.api.error.ApiException if the signature is wrong
     */
    void check(String name, String expires, String signature) {
        var expected = signature(name, expires).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
            throw ApiError.badSignature().asException();
        }
    }

    /** What the owner of a link is told whose picture is not there: its time is over, or it is gone otherwise. */
    static ApiException gone(String expires, Instant now) {
        var error = now.getEpochSecond() >= Long.parseLong(expires) ? ApiError.linkExpired() : ApiError.fileNotFound();
        return error.asException();
    }

    private String signature(String name, String expires) {
        return key.code("file", name + "?" + expires);
    }
}
