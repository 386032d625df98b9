package io.lutra.server.docs;

import io.lutra.server.http.Call;
import io.lutra.server.http.PublicBase;
import io.lutra.server.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Hands out the description of the API, with the address that the client came by. */
public final class DocsEndpoint {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PublicBase base;

    /** Telling clients to come back by the given base. */
    public DocsEndpoint(PublicBase base) {
        this.base = base;
    }

    /** The description in OpenAPI 3.1. */
    public Reply openApi(Call call) {
        return Reply.json(200, MAPPER.writeValueAsBytes(description(call)));
    }

    /** The same as a page. */
    public Reply page(Call call) {
        var html = new DocsPage(description(call)).html();
        return Reply.of(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
                .with("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private ObjectNode description(Call call) {
        try (var stream = DocsEndpoint.class.getResourceAsStream("openapi.json")) {
            if (stream == null) {
                throw new IllegalStateException("the description of the API is not on the class path");
            }
            var description = (ObjectNode) MAPPER.readTree(stream);
            description.withArray("servers").removeAll().addObject().put("url", base.of(call) + "/v1");
            return description;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the description of the API", e);
        }
    }
}
