package io.lutra.server.models;

import io.lutra.api.wire.Json;
import io.lutra.api.wire.ModelList;
import io.lutra.server.http.Call;
import io.lutra.server.http.Reply;
import io.lutra.server.workshop.ModelCatalog;
import io.lutra.server.workshop.ModelCatalog.Named;
import io.lutra.server.workshop.Opening;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells which models there are. Waits a while for them to be loaded: some programs ask once, at their start. */
public final class ModelsEndpoint {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Opening opening;

    /** Over the models of a workshop that may not be open yet. */
    public ModelsEndpoint(Opening opening) {
        this.opening = opening;
    }

    /** All models, and the hosted names that they answer to. */
    public Reply list(Call call) throws InterruptedException {
        var catalog = catalog();
        var entries = catalog.names().stream()
                .filter(name ->
                        call.caller().mayUse(name, catalog.resolve(name).model().id()))
                .map(name -> entry(catalog.resolve(name)))
                .toList();
        return Reply.json(200, Json.bytes(new ModelList(entries)));
    }

    /** The model that answers to the name in the path. */
    public Reply retrieve(Call call) throws InterruptedException {
        var named = catalog().resolve(call.pathVariable("model"));
        call.caller().requireModel(named.name(), named.model().id());
        return Reply.json(200, Json.bytes(entry(named)));
    }

    private ModelCatalog catalog() throws InterruptedException {
        return opening.await(PATIENCE).catalog();
    }

    private static ModelList.Entry entry(Named named) {
        var model = named.model();
        int side = model.sizes().nativeSide();
        return new ModelList.Entry(
                named.name(),
                model.created().getEpochSecond(),
                model.owner(),
                new ModelList.Details(
                        model.id(),
                        model.title(),
                        model.licence(),
                        side + "x" + side,
                        names(model.operations()),
                        names(model.honoured())));
    }

    private static List<String> names(Set<? extends Enum<?>> values) {
        return values.stream()
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }
}
