package io.lutra.cli.draw;

import io.lutra.api.error.ApiError;
import io.lutra.api.request.FormParameters;
import io.lutra.api.request.Options;
import io.lutra.api.request.Profile;
import io.lutra.api.request.RequestReader;
import io.lutra.api.request.Terms;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Variation;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import io.lutra.server.edits.EditCanvas;
import io.lutra.server.pictures.AskedSettings;
import io.lutra.server.uploads.EditRegion;
import io.lutra.server.uploads.PictureIntake;
import io.lutra.server.uploads.Upload;
import io.lutra.server.uploads.UploadPolicy;
import io.lutra.server.workshop.ModelCatalog.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * An order as work for a model.
 *
 * @param finish what is done to a picture or a preview before it is shown
 * @param notes what was done to the pictures that came with the order, for people to read
 */
record LocalWork(PictureRequest request, Options options, UnaryOperator<Raster> finish, List<String> notes) {
    /** The least strength that a model is asked for, as at a server. */
    private static final double LEAST_STRENGTH = 0.01;

    /**
     * Reads an order under the rules that a server holds it to.
     *
     * @param random the source of the seed if the order names none
     * @throws io.lutra.api.error.ApiException if model or rules refuse it
     */
    static LocalWork of(Order order, ModelInfo model, RandomGenerator random) {
        return new Reader(order, model, random).read();
    }

    private static final class Reader {
        private final Order order;
        private final ModelInfo model;
        private final RandomGenerator random;
        private final Terms terms;
        private final FormParameters parameters;
        private final UploadPolicy policy;
        private final PictureIntake intake;

        Reader(Order order, ModelInfo model, RandomGenerator random) {
            this.order = order;
            this.model = model;
            this.random = random;
            var named = new Named(model.id(), model, Profile.X);
            terms = new Terms(Profile.X, model.id(), named.limits(), false);
            parameters = new FormParameters(order.parameters());
            policy = new UploadPolicy(false, order.repair());
            intake = new PictureIntake(Profile.X, policy);
        }

        LocalWork read() {
            return switch (order.task()) {
                case GENERATE -> generation();
                case EDIT -> edit();
                case VARY -> variation();
            };
        }

        private LocalWork generation() {
            var request = RequestReader.generation(parameters, terms);
            var options = request.options();
            require(PictureRequest.Operation.GENERATE, "generate");
            var work = new Generation(request.prompt(), output(options), AskedSettings.of(options, model));
            return new LocalWork(work, options, UnaryOperator.identity(), List.of());
        }

        private LocalWork edit() {
            var request = RequestReader.edit(parameters, terms);
            var image = intake.image(upload(Order.IMAGE));
            var region = region(image);
            require(PictureRequest.Operation.EDIT, "edit");
            var size = EditCanvas.size(request.options(), Profile.X, terms.limits(), image.raster());
            var canvas = EditCanvas.of(image.raster(), region, size, policy.repair());
            var options = request.options().withSize(size);
            var work = new Edit(
                    canvas.image(),
                    canvas.region().mask(),
                    request.prompt(),
                    output(options),
                    AskedSettings.of(options, model));
            var notes = new ArrayList<>(intake.repairs());
            canvas.reshaped().ifPresent(notes::add);
            return new LocalWork(work, options, drawn -> canvas.region().restore(canvas.image(), drawn), notes);
        }

        private EditRegion region(PictureIntake.Taken image) {
            var mask = order.file(Order.MASK).map(bytes -> intake.mask(new Upload(Order.MASK, "", bytes)));
            return EditRegion.of(Profile.X, image, mask.map(taken -> fitted(taken, image.raster())));
        }

        private PictureIntake.Taken fitted(PictureIntake.Taken mask, Raster image) {
            var raster = mask.raster();
            if (raster.width() == image.width() && raster.height() == image.height()) {
                return mask;
            }
            if (!policy.repairs()) {
                throw ApiError.badMask("the mask is %dx%d, the image is %dx%d; --repair crop fits the mask to it."
                                .formatted(raster.width(), raster.height(), image.width(), image.height()))
                        .asException();
            }
            intake.repaired("mask resized from " + raster.width() + "x" + raster.height());
            return new PictureIntake.Taken(Scaling.nearest(raster, image.width(), image.height()), mask.picture());
        }

        private LocalWork variation() {
            var request = RequestReader.variation(parameters, terms);
            var image = intake.image(upload(Order.IMAGE)).raster();
            require(PictureRequest.Operation.VARY, "vary");
            var options = request.options();
            var work = new Variation(
                    image,
                    Math.max(LEAST_STRENGTH, request.strength()),
                    output(options),
                    AskedSettings.of(options, model));
            return new LocalWork(work, options, UnaryOperator.identity(), intake.repairs());
        }

        private Upload upload(String name) {
            return new Upload(
                    name,
                    "",
                    order.file(name).orElseThrow(() -> ApiError.missing(name).asException()));
        }

        private void require(PictureRequest.Operation operation, String verb) {
            if (!model.operations().contains(operation)) {
                throw ApiError.unsupportedByModel(
                                "model", "The model %s does not %s pictures.".formatted(model.id(), verb))
                        .asException();
            }
        }

        private Output output(Options options) {
            Long seed = options.tuning().seed();
            return new Output(
                    options.size().width(),
                    options.size().height(),
                    options.count(),
                    seed == null ? random.nextLong(1L << 32) : seed);
        }
    }
}
