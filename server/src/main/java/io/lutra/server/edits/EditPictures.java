package io.lutra.server.edits;

import io.lutra.api.error.ApiError;
import io.lutra.api.request.Profile;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import io.lutra.server.uploads.EditRegion;
import io.lutra.server.uploads.PictureForm;
import io.lutra.server.uploads.PictureIntake;
import io.lutra.server.uploads.UploadPolicy;

/**
 * The image of an edit and its region, of one size.
 *
 * @param image to be edited
 * @param region of the image's size
 */
record EditPictures(Raster image, EditRegion region) {
    /**
     * Decodes and checks them in the order of the API: type, size and content of the image, its shape, then the mask's.
     *
     * @throws io.lutra.api.error.ApiException if the profile refuses them
     */
    static EditPictures take(PictureForm form, Profile profile, UploadPolicy policy, PictureIntake intake) {
        var image = intake.image(form.images().getFirst());
        boolean mustBeSquare = profile == Profile.L && !policy.repairs();
        var raster = image.raster();
        if (mustBeSquare && raster.width() != raster.height()) {
            throw ApiError.notSquare("image", raster.width(), raster.height()).asException();
        }
        var mask = form.mask().map(intake::mask).map(taken -> fitted(taken, raster, policy, intake));
        return new EditPictures(raster, EditRegion.of(profile, image, mask));
    }

    private static PictureIntake.Taken fitted(
            PictureIntake.Taken mask, Raster image, UploadPolicy policy, PictureIntake intake) {
        var raster = mask.raster();
        if (raster.width() == image.width() && raster.height() == image.height()) {
            return mask;
        }
        if (!policy.repairs()) {
            throw ApiError.badMask("mask size does not match image size: the mask is " + raster.width() + "x"
                            + raster.height() + ", the image is " + image.width() + "x" + image.height() + ".")
                    .asException();
        }
        intake.repaired("mask resized from " + raster.width() + "x" + raster.height());
        return new PictureIntake.Taken(Scaling.nearest(raster, image.width(), image.height()), mask.picture());
    }
}
