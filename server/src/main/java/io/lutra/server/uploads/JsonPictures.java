package io.lutra.server.uploads;

import io.lutra.api.error.ApiError;
import io.lutra.api.request.JsonParameters;
import io.lutra.server.files.LinkedPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes the pictures out of an edit that comes as JSON: {@code images} and {@code mask}, by URL. */
public final class JsonPictures {
    /** The largest body: two pictures as large as their URLs may be, and room for the rest. */
    public static final long MAX_BODY = 48L << 20;

    private static final int MOST_IMAGES = 16;
    private static final int LONGEST_URL = 20_971_520;

    private final LinkedPictures linked;

    /** Reading URLs with the given reader. */
    public JsonPictures(LinkedPictures linked) {
        this.linked = linked;
    }

    /**
     * Reads the body of an edit.
     *
     * @param body its pictures are taken out of it
     * @throws io.lutra.api.error.ApiException if they are not as the API has them
     */
    public PictureForm read(ObjectNode body) {
        var images = body.remove("images");
        var mask = body.remove("mask");
        return new PictureForm(
                new JsonParameters(body),
                isAbsent(images) ? List.of() : images(images),
                isAbsent(mask) ? Optional.empty() : Optional.of(upload("mask", mask)),
                List.of());
    }

    private static boolean isAbsent(@Nullable JsonNode node) {
        return node == null || node.isNull();
    }

    private List<Upload> images(JsonNode images) {
        if (!images.isArray()) {
            throw ApiError.wrongType("images", "an array of objects", images.isString() ? "a string" : "another value")
                    .asException();
        }
        if (images.size() > MOST_IMAGES) {
            throw ApiError.arrayTooLong("images", MOST_IMAGES, images.size()).asException();
        }
        var uploads = new ArrayList<Upload>();
        for (int i = 0; i < images.size(); i++) {
            uploads.add(upload("images[" + i + "]", images.get(i)));
        }
        return uploads;
    }

    private Upload upload(String param, JsonNode reference) {
        if (!reference.isObject()) {
            throw ApiError.wrongType(param, "an object", reference.isString() ? "a string" : "another value")
                    .asException();
        }
        boolean byUrl = reference.hasNonNull("image_url");
        boolean byId = reference.hasNonNull("file_id");
        if (byUrl == byId) {
            throw ApiError.invalidCombination(
                            param, "Invalid '" + param + "': expected exactly one of 'image_url' and 'file_id'.")
                    .asException();
        }
        if (byId) {
            throw ApiError.invalidCombination(
                            param + ".file_id",
                            "Invalid '" + param + ".file_id': this server keeps no uploaded files. Send 'image_url'.")
                    .asException();
        }
        var url = reference.get("image_url");
        if (!url.isString()) {
            throw ApiError.wrongType(param + ".image_url", "a string", "another value")
                    .asException();
        }
        if (url.stringValue().length() > LONGEST_URL) {
            throw ApiError.stringTooLong(
                            param + ".image_url", LONGEST_URL, url.stringValue().length())
                    .asException();
        }
        var found = linked.read(param + ".image_url", url.stringValue());
        return new Upload(param, found.declaredType(), found.bytes());
    }
}
