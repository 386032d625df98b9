package io.lutra.server.generations;

import io.lutra.api.request.JsonParameters;
import io.lutra.api.request.RequestReader;
import io.lutra.api.request.Terms;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.server.http.Call;
import io.lutra.server.http.JsonBody;
import io.lutra.server.http.Reply;
import io.lutra.server.pictures.AskedSettings;
import io.lutra.server.pictures.PictureDesk;
import io.lutra.server.pictures.PictureOrder;
import io.lutra.server.pictures.Strictness;
import java.util.function.UnaryOperator;

/** Draws what a prompt says. */
public final class GenerationsEndpoint {
    /** A prompt and a negative prompt of 32000 code points each, every one escaped as twelve bytes, and room for the rest. */
    private static final long MAX_BODY = 1 << 20;

    private final PictureDesk desk;
    private final Strictness strictness;

    /** In front of a desk. */
    public GenerationsEndpoint(PictureDesk desk, Strictness strictness) {
        this.desk = desk;
        this.strictness = strictness;
    }

    /** Parses, validates, draws and answers. */
    public Reply create(Call call) throws InterruptedException {
        var parameters = new JsonParameters(JsonBody.read(call, MAX_BODY));
        var workshop = desk.workshop(call);
        var named = workshop.catalog().resolve(RequestReader.model(parameters));
        var terms = new Terms(named.profile(), named.name(), named.limits(), strictness.appliesTo(call));
        var request = RequestReader.generation(parameters, terms);
        var work = new Generation(
                request.prompt(), desk.output(request.options()), AskedSettings.of(request.options(), named.model()));
        return desk.answer(
                call,
                workshop,
                new PictureOrder(
                        named,
                        terms,
                        request.options(),
                        work,
                        UnaryOperator.identity(),
                        request.prompt(),
                        0,
                        "image_generation"));
    }
}
