package io.lutra.server.uploads;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
import io.lutra.api.request.Profile;
import io.lutra.imaging.BadPicture;
import io.lutra.imaging.DecodedPicture;
import io.lutra.imaging.Orientation;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import io.lutra.imaging.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes the pictures of one request under the rules of its profile: type, size in bytes, content, shape, in that order.
 * Keeps account of what it repaired. Used by one thread.
 */
public final class PictureIntake {
    private static final int MAX_SIDE = 8192;
    static final long MAX_PIXELS = 16_777_216;
    private static final long FIFTY_MEGABYTES = 50L << 20;
    private static final Set<PictureFormat> FOUNDING = Set.of(PictureFormat.PNG);
    private static final Set<PictureFormat> LATER = Set.of(PictureFormat.PNG, PictureFormat.JPEG, PictureFormat.WEBP);

    private final Profile profile;
    private final UploadPolicy policy;
    private final List<String> repairs = new ArrayList<>();

    /** For a request of a profile. */
    public PictureIntake(Profile profile, UploadPolicy policy) {
        this.profile = profile;
        this.policy = policy;
    }

    /**
     * A picture that was taken in.
     *
     * @param raster upright
     * @param picture as it was decoded
     */
    public record Taken(Raster raster, DecodedPicture picture) {}

    /** Notes what was done to a picture that would have been refused. */
    public void repaired(String what) {
        repairs.add(what);
    }

    /** What was done to pictures that would have been refused, for people to read. */
    public List<String> repairs() {
        return List.copyOf(repairs);
    }

    /**
     * Decodes an image.
     *
     * @throws ApiException if the profile refuses it
     */
    public Taken image(Upload upload) {
        return take(upload, policy.repairs() ? LATER : formats(), isFounding() && !policy.repairs());
    }

    /**
     * Decodes a mask.
     *
     * @throws ApiException if it is no PNG of less than 4 MB, or cannot be decoded
     */
    public Taken mask(Upload upload) {
        return take(upload, policy.repairs() ? LATER : FOUNDING, !policy.repairs());
    }

    private boolean isFounding() {
        return profile == Profile.L;
    }

    private Set<PictureFormat> formats() {
        return isFounding() ? FOUNDING : LATER;
    }

    private Taken take(Upload upload, Set<PictureFormat> allowed, boolean small) {
        checkDeclaredType(upload, allowed);
        long limit = small ? PictureForm.FOUR_MEGABYTES : FIFTY_MEGABYTES;
        if (upload.bytes().length >= limit) {
            throw (small ? ApiError.notASmallPng() : ApiError.fileTooLarge(upload.param(), 50)).asException();
        }
        return switch (PictureReader.read(upload.bytes(), new PictureLimits(allowed, MAX_SIDE, MAX_PIXELS))) {
            case DecodedPicture picture -> {
                if (policy.repairs()) {
                    tellRepairs(upload, picture);
                }
                yield new Taken(policy.repairs() ? picture.upright() : picture.raster(), picture);
            }
            case BadPicture bad -> throw refusal(upload, bad, allowed);
        };
    }

    private void tellRepairs(Upload upload, DecodedPicture picture) {
        if (isFounding() && picture.format() != PictureFormat.PNG) {
            repairs.add(upload.param() + " converted from " + picture.format().mediaType());
        }
        if (isFounding() && upload.bytes().length >= PictureForm.FOUR_MEGABYTES) {
            repairs.add(upload.param() + " of " + upload.bytes().length + " bytes taken");
        }
        if (picture.orientation() != Orientation.UPRIGHT) {
            repairs.add(upload.param() + " turned upright");
        }
    }

    private void checkDeclaredType(Upload upload, Set<PictureFormat> allowed) {
        if (!policy.strictMimetype()) {
            return;
        }
        if (upload.declaredType().isEmpty()) {
            throw ApiError.missingMimetype(upload.param()).asException();
        }
        if (allowed.stream().noneMatch(format -> format.mediaType().equals(upload.declaredType()))) {
            throw ApiError.unsupportedMimetype(upload.param(), upload.declaredType(), names(allowed))
                    .asException();
        }
    }

    private static ApiException refusal(Upload upload, BadPicture bad, Set<PictureFormat> allowed) {
        var error = switch (bad) {
            case BadPicture.OtherFormat(var format) ->
                ApiError.unsupportedMimetype(upload.param(), format.mediaType(), names(allowed));
            case BadPicture.Unrecognised unrecognised ->
                ApiError.unsupportedMimetype(upload.param(), declared(upload), names(allowed));
            case BadPicture.TooLarge large -> undecodable(upload, large.reason());
            case BadPicture.Corrupt corrupt -> undecodable(upload, corrupt.reason());
            case BadPicture.Unsupported unsupported -> undecodable(upload, unsupported.reason());
        };
        return error.asException();
    }

    private static ApiError undecodable(Upload upload, String reason) {
        return upload.param().equals("mask")
                ? ApiError.badMask(reason + ".")
                : ApiError.undecodableImage(number(upload), reason + ".");
    }

    private static String declared(Upload upload) {
        return Optional.of(upload.declaredType())
                .filter(type -> type.matches("[a-z0-9.+/-]{1,100}"))
                .orElse("application/octet-stream");
    }

    private static int number(Upload upload) {
        var digits = upload.param().replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 1 : Integer.parseInt(digits) + 1;
    }

    private static String names(Set<PictureFormat> formats) {
        var names = formats.stream()
                .sorted()
                .map(format -> "'" + format.mediaType() + "'")
                .toList();
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + ", and " + names.getLast();
    }
}
