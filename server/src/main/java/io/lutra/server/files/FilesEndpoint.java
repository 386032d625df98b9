package io.lutra.server.files;

import io.lutra.server.http.Call;
import io.lutra.server.http.Reply;
import io.lutra.storage.ImageId;
import io.lutra.storage.ImageStore;
import io.lutra.storage.StoredImage;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Hands out pictures to whoever has a valid link. Keys are not asked for, and ignored when they are sent. */
public final class FilesEndpoint {
    private final FileLinks links;
    private final ImageStore store;
    private final InstantSource clock;

    /** Over a store; does not close it. */
    public FilesEndpoint(FileLinks links, ImageStore store, InstantSource clock) {
        this.links = links;
        this.store = store;
        this.clock = clock;
    }

    /** The picture that the path names, or the stretch of it that the call asks for. */
    public Reply fetch(Call call) {
        var name = call.pathVariable("name");
        var expires = call.query("exp").orElse("");
        links.check(name, expires, call.query("sig").orElse(""));
        var elsewhere = id(name).flatMap(store::directLink);
        if (elsewhere.isPresent()) {
            return Reply.empty(302)
                    .withAll(Map.of("location", elsewhere.get().toString(), "cache-control", "no-store"));
        }
        var image = id(name).flatMap(store::open).orElseThrow(() -> FileLinks.gone(expires, clock.instant()));
        boolean handedOver = false;
        try {
            var reply = reply(call, image, name);
            handedOver = reply.content() instanceof Reply.Stretch;
            return reply;
        } catch (ByteRange.Unsatisfiable outside) {
            return outside.reply();
        } finally {
            if (!handedOver) {
                image.close();
            }
        }
    }

    private static Optional<ImageId> id(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? Optional.empty() : ImageId.parse(name.substring(0, dot));
    }

    private Reply reply(Call call, StoredImage image, String name) {
        var tag = "\"" + image.entityTag() + "\"";
        var headers = headers(image, tag, name);
        if (call.headers()
                .first("if-none-match")
                .filter(known -> names(known, tag))
                .isPresent()) {
            return Reply.empty(304).withAll(headers);
        }
        var sameVersion = call.headers().first("if-range").map(tag::equals).orElse(true);
        var range = call.headers()
                .first("range")
                .filter(asked -> sameVersion)
                .flatMap(asked -> ByteRange.parse(asked, image.length()));
        headers.put("content-type", image.type().mediaType());
        if (range.isPresent()) {
            headers.put("content-range", range.get().describe(image.length()));
            return new Reply(206, headers, stretch(image, range.get()));
        }
        return new Reply(200, headers, stretch(image, new ByteRange(0, image.length())));
    }

    private Map<String, String> headers(StoredImage image, String tag, String name) {
        var remaining = Duration.between(clock.instant(), image.expires());
        var headers = new LinkedHashMap<String, String>();
        headers.put("etag", tag);
        headers.put("accept-ranges", "bytes");
        headers.put("cache-control", "private, max-age=" + Math.max(0, remaining.toSeconds()));
        headers.put(
                "last-modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(image.created().atOffset(ZoneOffset.UTC)));
        headers.put("content-disposition", "inline; filename=\"" + name + "\"");
        return headers;
    }

    private static boolean names(String known, String tag) {
        if (known.equals("*")) {
            return true;
        }
        for (var one : known.split(",", -1)) {
            if (one.strip().replaceFirst("^W/", "").equals(tag)) {
                return true;
            }
        }
        return false;
    }

    private static Reply.Stretch stretch(StoredImage image, ByteRange range) {
        return new Reply.Stretch(image.content(), range.from(), range.length());
    }
}
