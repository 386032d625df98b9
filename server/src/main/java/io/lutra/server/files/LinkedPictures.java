package io.lutra.server.files;

import io.lutra.api.error.ApiError;
import io.lutra.storage.ImageId;
import io.lutra.storage.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads pictures that requests name by URL: {@code data:} URLs, and links that this server made. Nothing is ever fetched from
 * elsewhere, for that would let clients reach what only this machine can.
 */
public final class LinkedPictures {
    private static final Pattern DATA = Pattern.compile("data:([a-zA-Z0-9.+/-]{0,100})(;[^,;]{1,100})*;base64,");
    private static final Pattern OURS = Pattern.compile(".*/files/([0-9a-f]{32}\\.[a-z]+)");
    private static final Pattern QUERY = Pattern.compile("exp=([0-9]{1,18})&sig=([0-9a-f]+)");

    private final FileLinks links;
    private final ImageStore store;
    private final InstantSource clock;

    /** Over a store; does not close it. */
    public LinkedPictures(FileLinks links, ImageStore store, InstantSource clock) {
        this.links = links;
        this.store = store;
        this.clock = clock;
    }

    /** What a URL led to; the type is empty when the URL does not say it. */
    public record Found(String declaredType, byte[] bytes) {}

    /**
     * The picture behind a URL.
     *
     * @param param the parameter that named it
     * @throws io.lutra.api.error.ApiException if it is of another kind, malformed, or leads to nothing
     */
    public Found read(String param, String url) {
        if (url.regionMatches(true, 0, "data:", 0, 5)) {
            return inline(param, url);
        }
        return ours(url)
                .orElseThrow(() -> ApiError.invalidCombination(
                                param,
                                "Invalid '" + param
                                        + "': this server fetches nothing from elsewhere. Send a data: URL, or a link that"
                                        + " this server gave.")
                        .asException());
    }

    private static Found inline(String param, String url) {
        var head = DATA.matcher(url.substring(0, Math.min(url.length(), 400)));
        if (!head.lookingAt()) {
            throw malformed(param);
        }
        try {
            var base64 = url.substring(head.end()).replaceAll("\\s", "");
            return new Found(head.group(1), Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw malformed(param);
        }
    }

    private static RuntimeException malformed(String param) {
        return ApiError.invalidCombination(
                        param, "Invalid '" + param + "': expected a data: URL of the form data:image/png;base64,...")
                .asException();
    }

    private Optional<Found> ours(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        var path = uri.getPath() == null ? "" : uri.getPath();
        var query = uri.getQuery() == null ? "" : uri.getQuery();
        var file = OURS.matcher(path);
        var signed = QUERY.matcher(query);
        if (!file.matches() || !signed.matches()) {
            return Optional.empty();
        }
        links.check(file.group(1), signed.group(1), signed.group(2));
        var image = ImageId.parse(file.group(1).substring(0, 32))
                .flatMap(store::open)
                .orElseThrow(() -> FileLinks.gone(signed.group(1), clock.instant()));
        try (image) {
            var bytes = ByteBuffer.allocate(Math.toIntExact(image.length()));
            int count = 0;
            while (bytes.hasRemaining() && count >= 0) {
                count = image.content().read(bytes);
            }
            return Optional.of(new Found(image.type().mediaType(), bytes.array()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the picture " + file.group(1), e);
        }
    }
}
