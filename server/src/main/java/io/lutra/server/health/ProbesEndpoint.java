package io.lutra.server.health;

import io.lutra.api.wire.Json;
import io.lutra.server.http.Call;
import io.lutra.server.http.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers orchestrators and load balancers: whether the process lives, and whether to send it requests. */
public final class ProbesEndpoint {
    private final Readiness readiness;

    /** Over what must be so. */
    public ProbesEndpoint(Readiness readiness) {
        this.readiness = readiness;
    }

    private record Liveness(String status) {}

    /** The state, and of each check {@code ok} or what is wrong. */
    private record Ready(String status, Map<String, String> checks) {}

    /** 200 as long as the process answers at all: a restart helps when this fails, and nothing less does. */
    public Reply live(Call call) {
        return Reply.json(200, Json.bytes(new Liveness("alive")));
    }

    /** 200 if requests for pictures can be taken, else 503 with the reason. */
    public Reply ready(Call call) {
        var checks = new LinkedHashMap<String, String>();
        readiness.look().forEach((name, problem) -> checks.put(name, problem.orElse("ok")));
        boolean isReady = checks.values().stream().allMatch("ok"::equals);
        var reply = Reply.json(isReady ? 200 : 503, Json.bytes(new Ready(isReady ? "ready" : "not ready", checks)));
        return isReady ? reply : reply.with("retry-after", "1");
    }
}
