package io.lutra.server.variations;

import io.lutra.api.error.ApiError;
import io.lutra.api.request.Profile;
import io.lutra.api.request.RequestReader;
import io.lutra.api.request.Size;
import io.lutra.api.request.Terms;
import io.lutra.api.wire.Usage;
import io.lutra.engine.PictureRequest.Operation;
import io.lutra.engine.PictureRequest.Variation;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import io.lutra.server.http.Call;
import io.lutra.server.http.FormBody;
import io.lutra.server.http.Reply;
import io.lutra.server.pictures.AskedSettings;
import io.lutra.server.pictures.PictureDesk;
import io.lutra.server.pictures.PictureOrder;
import io.lutra.server.pictures.Strictness;
import io.lutra.server.uploads.Fit;
import io.lutra.server.uploads.PictureForm;
import io.lutra.server.uploads.PictureIntake;
import io.lutra.server.uploads.UploadGate;
import io.lutra.server.uploads.UploadPolicy;
import io.lutra.server.uploads.UploadPolicy.Repair;
import io.lutra.server.workshop.Workshop;
import java.util.function.UnaryOperator;

/** Draws other pictures of what a picture shows. */
public final class VariationsEndpoint {
    /** The least strength that a model is asked for: at 0 there would be nothing to draw. */
    private static final double LEAST_STRENGTH = 0.01;

    private final PictureDesk desk;
    private final Strictness strictness;
    private final UploadPolicy policy;
    private final UploadGate gate;

    /** In front of a desk. */
    public VariationsEndpoint(PictureDesk desk, Strictness strictness, UploadPolicy policy, UploadGate gate) {
        this.gate = gate;
        this.desk = desk;
        this.strictness = strictness;
        this.policy = policy;
    }

    /** Parses, validates, draws and answers. */
    public Reply create(Call call) throws InterruptedException {
        if (!FormBody.isAnnounced(call)) {
            throw ApiError.unsupportedContentType(
                            call.headers().first("content-type").orElse(""), "multipart/form-data")
                    .asException();
        }
        var asked = policy.of(call);
        var workshop = desk.workshop(call);
        Prepared variation;
        try (var _ = gate.enter()) {
            variation = prepare(call, workshop, asked);
        }
        var reply = desk.answer(call, workshop, variation.order());
        var repairs = variation.intake().repairs();
        return repairs.isEmpty() ? reply : reply.with("lutra-repaired", String.join("; ", repairs));
    }

    /** A variation that only waits to be drawn: what was uploaded for it has been decoded, and let go. */
    private record Prepared(PictureOrder order, PictureIntake intake) {}

    private Prepared prepare(Call call, Workshop workshop, UploadPolicy policy) throws InterruptedException {
        var form = PictureForm.read(call, policy);
        var named = workshop.catalog().resolve(RequestReader.model(form.parameters()));
        if (form.images().isEmpty()) {
            throw ApiError.missing("image").asException();
        }
        if (form.images().size() > 1) {
            throw ApiError.arrayTooLong("image", 1, form.images().size()).asException();
        }
        var terms = new Terms(named.profile(), named.name(), named.limits(), strictness.appliesTo(call));
        var request = RequestReader.variation(form.parameters(), terms);

        var intake = new PictureIntake(named.profile(), policy);
        var taken = intake.image(form.images().getFirst()).raster();
        boolean fits = named.profile() != Profile.L || taken.width() == taken.height();
        var image =
                fits ? taken : squared(taken, policy.repair(), request.options().size(), intake);
        if (!named.model().operations().contains(Operation.VARY)) {
            throw ApiError.unsupportedByModel(
                            "model", "The model `" + named.model().id() + "` does not vary pictures.")
                    .asException();
        }
        var options = request.options().ignoringAlso(form.stray());
        var work = new Variation(
                image,
                Math.max(LEAST_STRENGTH, request.strength()),
                desk.output(options),
                AskedSettings.of(options, named.model()));
        return new Prepared(
                new PictureOrder(
                        named,
                        terms,
                        options,
                        work,
                        UnaryOperator.identity(),
                        "",
                        Usage.imageTokens(image.width(), image.height()),
                        "image_variation"),
                intake);
    }

    private static Raster squared(Raster image, Repair repair, Size size, PictureIntake intake) {
        var from = image.width() + "x" + image.height();
        return switch (repair) {
            case OFF ->
                throw ApiError.notSquare("image", image.width(), image.height()).asException();
            case CROP -> {
                int side = Math.min(image.width(), image.height());
                intake.repaired("image cropped from " + from + " to " + side + "x" + side);
                yield Scaling.crop(image, (image.width() - side) / 2, (image.height() - side) / 2, side, side);
            }
            case PAD -> {
                intake.repaired("image of " + from + " padded to the shape of " + size);
                yield Fit.of(image, size.width(), size.height()).apply(image);
            }
        };
    }
}
