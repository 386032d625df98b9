package io.lutra.server.results;

import io.lutra.api.error.ApiError;
import io.lutra.api.wire.Json;
import io.lutra.server.files.FileLinks;
import io.lutra.server.http.Call;
import io.lutra.server.http.PublicBase;
import io.lutra.server.http.Reply;
import io.lutra.server.usage.Accounts;
import io.lutra.storage.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/images/requests/{request}}: the answer of a request once more, to whoever made it. */
public final class ResultsEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ResultsEndpoint.class);

    private final Results results;
    private final Accounts accounts;
    private final ImageStore store;
    private final FileLinks links;
    private final PublicBase base;
    private final InstantSource clock;

    /** Over what was kept. */
    public ResultsEndpoint(
            Results results,
            Accounts accounts,
            ImageStore store,
            FileLinks links,
            PublicBase base,
            InstantSource clock) {
        this.results = results;
        this.accounts = accounts;
        this.store = store;
        this.links = links;
        this.base = base;
        this.clock = clock;
    }

    /** What is said while there is no answer yet. */
    private record Waiting(String id, String status) {}

    /**
     * The answer, or 202 while the pictures are being drawn.
     *
     * @throws io.lutra.api.error.ApiException if there is none, or it is another's
     */
    public Reply fetch(Call call) {
        var request = call.pathVariable("request");
        var account = accounts.of(call.caller());
        if (results.isBegun(request, account)) {
            return Reply.json(202, Json.bytes(new Waiting(request, "drawing"))).with("retry-after", "1");
        }
        Optional<KeptResult> result;
        try {
            result = results.find(request, account, call.caller().admin(), clock.instant());
        } catch (SQLException e) {
            LOG.error("answers cannot be read", e);
            throw ApiError.unavailable("Answers cannot be read now.", "results_unavailable", Duration.ofSeconds(5))
                    .asException();
        }
        return Reply.json(
                200,
                body(call, result.orElseThrow(() -> ApiError.resultNotFound().asException())));
    }

    private byte[] body(Call call, KeptResult result) {
        var answer = Json.object(result.body());
        var data = (ArrayNode) answer.get("data");
        boolean linked =
                call.query("response_format").map(format -> isLink(format)).orElse(result.linked());
        for (int i = 0; i < result.pictures().size(); i++) {
            var kept = result.pictures().get(i);
            var image = (ObjectNode) data.get(i);
            if (linked) {
                image.put("url", base.of(call) + links.path(kept.id(), kept.type(), result.expires()));
            } else {
                image.put("b64_json", Base64.getEncoder().encodeToString(bytes(kept)));
            }
        }
        return Json.bytes(answer);
    }

    private static boolean isLink(String format) {
        return switch (format) {
            case "url" -> true;
            case "b64_json" -> false;
            default ->
                throw ApiError.invalidValue("response_format", format, "Supported values are: 'url' and 'b64_json'.")
                        .asException();
        };
    }

    private byte[] bytes(KeptResult.Kept kept) {
        var stored = store.open(kept.id())
                .orElseThrow(() -> ApiError.resultNotFound().asException());
        try (stored;
                InputStream in = Channels.newInputStream(stored.content())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the picture " + kept.id(), e);
        }
    }
}
