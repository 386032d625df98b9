package io.lutra.server.uploads;

import io.lutra.api.error.ApiError;
import io.lutra.api.request.FormParameters;
import io.lutra.api.request.Parameters;
import io.lutra.api.request.Profile;
import io.lutra.imaging.PictureFormat;
import io.lutra.server.http.Call;
import io.lutra.server.http.FormBody;
import io.lutra.server.http.FormPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a request that comes with pictures.
 *
 * @param parameters everything but the pictures
 * @param images the pictures to work on, in their order
 * @param mask the mask, if there is one
 * @param stray names of files that are neither
 */
public record PictureForm(Parameters parameters, List<Upload> images, Optional<Upload> mask, List<String> stray) {
    /** The founding limit of a picture: it must be less than this. */
    public static final int FOUR_MEGABYTES = 4 << 20;

    private static final long FIFTY_MEGABYTES = 50L << 20;
    static final long MAX_BODY = 64L << 20;
    private static final Pattern IMAGE = Pattern.compile("images?(\\[[0-9]{0,3}])?");
    private static final Set<String> SEVERAL = Set.of("image[]", "images", "images[]");

    /** Copies the lists. */
    public PictureForm {
        images = List.copyOf(images);
        stray = List.copyOf(stray);
    }

    /**
     * Reads a form of several parts.
     *
     * @throws io.lutra.api.error.ApiException if it is not one, or a part is too large or not what its name says
     */
    public static PictureForm read(Call call, UploadPolicy policy) throws InterruptedException {
        boolean fromLibrary = call.headers().first("x-stainless-lang").isPresent();
        var form = FormBody.read(call, PictureForm::isPicture, new Limits(fromLibrary, policy.repairs()));
        var images = new ArrayList<FormPart>();
        var masks = new ArrayList<FormPart>();
        var stray = new ArrayList<String>();
        for (var part : form.files()) {
            if (IMAGE.matcher(part.name()).matches()) {
                images.add(part);
            } else if (part.name().equals("mask")) {
                masks.add(part);
            } else if (Profile.X.has(part.name())) {
                throw ApiError.wrongType(part.name(), "a string", "a file").asException();
            } else {
                stray.add(part.name());
            }
        }
        var mask = masks.stream().filter(part -> part.bytes().length > 0).findFirst();
        return new PictureForm(
                new FormParameters(form.fields()), uploads(images), mask.map(part -> upload(part, "mask")), stray);
    }

    private static boolean isPicture(String field) {
        return field.equals("mask") || IMAGE.matcher(field).matches();
    }

    private static List<Upload> uploads(List<FormPart> parts) {
        var uploads = new ArrayList<Upload>();
        for (int i = 0; i < parts.size(); i++) {
            uploads.add(upload(parts.get(i), parts.size() == 1 ? "image" : "image[" + i + "]"));
        }
        return uploads;
    }

    /** A text where a file should be is an error, unless the text is a picture whose part lacks everything else. */
    private static Upload upload(FormPart part, String param) {
        if (!part.isFile() && PictureFormat.sniff(part.bytes()).isEmpty()) {
            throw ApiError.wrongType(
                            param, param.equals("mask") ? "a file" : "one of an array of files or file", "a string")
                    .asException();
        }
        return new Upload(param, part.mediaType(), part.bytes());
    }

    /**
     * The founding limit of 4 MB holds as soon as it is known to; while it is not known whether a request is of a later
     * profile, some client libraries, which name the model after the pictures, get the benefit of the doubt.
     */
    private record Limits(boolean fromLibrary, boolean repair) implements FormBody.Limits {
        @Override
        public long body() {
            return MAX_BODY;
        }

        @Override
        public long file(String field, Map<String, String> before) {
            var model = before.get("model");
            boolean founding =
                    model == null ? !fromLibrary && !SEVERAL.contains(field) : Profile.of(model) == Profile.L;
            return !repair && (founding || field.equals("mask")) ? FOUR_MEGABYTES - 1 : FIFTY_MEGABYTES - 1;
        }

        @Override
        public ApiError tooLarge(String field, long limit) {
            return limit < FOUR_MEGABYTES
                    ? ApiError.notASmallPng()
                    : ApiError.fileTooLarge(field.equals("mask") ? "mask" : "image", 50);
        }
    }
}
