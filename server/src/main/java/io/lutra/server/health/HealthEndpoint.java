package io.lutra.server.health;

import io.lutra.api.wire.Json;
import io.lutra.server.http.Call;
import io.lutra.server.http.Reply;
import io.lutra.server.workshop.Opening;
import java.util.List;

/** Says whether the server can draw: 200 if so, 503 while it loads its models. */
public final class HealthEndpoint {
    private final Opening opening;

    /** Over a workshop that may not be open yet. */
    public HealthEndpoint(Opening opening) {
        this.opening = opening;
    }

    /** The answer's body. */
    private record Health(String status, List<String> models, int waitingPictures, int drawingPictures) {}

    /** The state of this moment. */
    public Reply check(Call call) {
        return opening.now()
                .map(workshop -> {
                    var stats = workshop.queue().stats();
                    return Reply.json(
                            200,
                            Json.bytes(new Health(
                                    "ok",
                                    workshop.catalog().names(),
                                    stats.waitingPictures(),
                                    stats.drawingPictures())));
                })
                .orElseGet(() -> Reply.json(503, Json.bytes(new Health("loading", List.of(), 0, 0)))
                        .with("retry-after", "1"));
    }
}
