package io.lutra.server.edits;

import io.lutra.api.error.ApiError;
import io.lutra.api.request.Profile;
import io.lutra.api.request.RequestReader;
import io.lutra.api.request.Terms;
import io.lutra.api.wire.Usage;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Operation;
import io.lutra.server.http.Call;
import io.lutra.server.http.FormBody;
import io.lutra.server.http.JsonBody;
import io.lutra.server.http.Reply;
import io.lutra.server.pictures.AskedSettings;
import io.lutra.server.pictures.PictureDesk;
import io.lutra.server.pictures.PictureOrder;
import io.lutra.server.pictures.Strictness;
import io.lutra.server.uploads.EditRegion;
import io.lutra.server.uploads.JsonPictures;
import io.lutra.server.uploads.PictureForm;
import io.lutra.server.uploads.PictureIntake;
import io.lutra.server.uploads.Upload;
import io.lutra.server.uploads.UploadGate;
import io.lutra.server.uploads.UploadPolicy;
import io.lutra.server.workshop.ModelCatalog;
import io.lutra.server.workshop.ModelCatalog.Named;
import io.lutra.server.workshop.Workshop;
import java.util.ArrayList;
import java.util.List;

/** Repaints a part of a picture as a prompt says. Every pixel outside of that part comes back as it was. */
public final class EditsEndpoint {
    private static final int MOST_IMAGES = 16;

    private final PictureDesk desk;
    private final Strictness strictness;
    private final UploadPolicy policy;
    private final JsonPictures jsonPictures;
    private final UploadGate gate;

    /** In front of a desk. */
    public EditsEndpoint(
            PictureDesk desk, Strictness strictness, UploadPolicy policy, JsonPictures jsonPictures, UploadGate gate) {
        this.gate = gate;
        this.desk = desk;
        this.strictness = strictness;
        this.policy = policy;
        this.jsonPictures = jsonPictures;
    }

    /** Parses, validates, repaints and answers. */
    public Reply create(Call call) throws InterruptedException {
        var asked = policy.of(call);
        var workshop = desk.workshop(call);
        Prepared edit;
        try (var _ = gate.enter()) {
            edit = prepare(call, workshop, asked);
        }
        return told(desk.answer(call, workshop, edit.order()), edit.canvas(), edit.intake());
    }

    /** An edit that only waits to be drawn: what was uploaded for it has been decoded, and let go. */
    private record Prepared(PictureOrder order, EditCanvas canvas, PictureIntake intake) {}

    private Prepared prepare(Call call, Workshop workshop, UploadPolicy policy) throws InterruptedException {
        boolean json = JsonBody.isAnnounced(call);
        var form = read(call, json, policy);
        var named = named(workshop.catalog(), form, json);
        if (json && named.profile() == Profile.L) {
            throw ApiError.unsupportedContentType("application/json", "multipart/form-data for " + named.name())
                    .asException();
        }
        var terms = new Terms(named.profile(), named.name(), named.limits(), strictness.appliesTo(call));
        requireImages(form, named.profile(), json);
        var request = RequestReader.edit(form.parameters(), terms);

        var intake = new PictureIntake(named.profile(), policy);
        var shaped = EditPictures.take(form, named.profile(), policy, intake);
        if (!named.model().operations().contains(Operation.EDIT)) {
            throw ApiError.unsupportedByModel(
                            "model", "The model `" + named.model().id() + "` does not edit pictures.")
                    .asException();
        }
        var size = EditCanvas.size(request.options(), named.profile(), named.limits(), shaped.image());
        var canvas = EditCanvas.of(shaped.image(), shaped.region(), size, policy.repair());
        var options = ClientQuirks.adapt(call, form.parameters(), request.options())
                .withSize(size)
                .ignoringAlso(unused(form));
        var work = new Edit(
                canvas.image(),
                canvas.region().mask(),
                request.prompt(),
                desk.output(options),
                AskedSettings.of(options, named.model()));
        return new Prepared(
                new PictureOrder(
                        named,
                        terms,
                        options,
                        work,
                        drawn -> canvas.region().restore(canvas.image(), drawn),
                        request.prompt(),
                        Usage.imageTokens(size.width(), size.height()),
                        "image_edit"),
                canvas,
                intake);
    }

    private PictureForm read(Call call, boolean json, UploadPolicy policy) throws InterruptedException {
        if (json) {
            return jsonPictures.read(JsonBody.read(call, JsonPictures.MAX_BODY));
        }
        if (!FormBody.isAnnounced(call)) {
            throw ApiError.unsupportedContentType(
                            call.headers().first("content-type").orElse(""),
                            "multipart/form-data, or application/json for gpt-image models")
                    .asException();
        }
        return PictureForm.read(call, policy);
    }

    /** An edit that names no model is of the founding profile, unless it uses what only the later one has. */
    private static Named named(ModelCatalog catalog, PictureForm form, boolean json) {
        var named = catalog.resolve(RequestReader.model(form.parameters()));
        boolean later = named.name().isEmpty()
                && (json
                        || RequestReader.impliesLaterProfile(
                                form.parameters(), form.images().size()));
        return later ? new Named(named.name(), named.model(), Profile.G) : named;
    }

    private static void requireImages(PictureForm form, Profile profile, boolean json) {
        if (form.images().isEmpty()) {
            throw ApiError.missing(json ? "images" : "image").asException();
        }
        int limit = profile == Profile.L ? 1 : MOST_IMAGES;
        if (form.images().size() > limit) {
            throw ApiError.arrayTooLong("image", limit, form.images().size()).asException();
        }
    }

    /** Further images inform no model that we have. */
    private static List<String> unused(PictureForm form) {
        var unused = new ArrayList<>(form.stray());
        form.images().stream().skip(1).map(Upload::param).forEach(unused::add);
        return unused;
    }

    private static Reply told(Reply reply, EditCanvas canvas, PictureIntake intake) {
        var repairs = new ArrayList<>(intake.repairs());
        canvas.reshaped().ifPresent(repairs::add);
        EditRegion.Source source = canvas.region().source();
        var told = reply.with("lutra-mask", source.told());
        return repairs.isEmpty() ? told : told.with("lutra-repaired", String.join("; ", repairs));
    }
}
