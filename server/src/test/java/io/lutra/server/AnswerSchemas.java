package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lutra.server.docs.DocsEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds answers against two descriptions: the published one of the hosted API, so that its typed clients can read them, and
 * our own, which may leave nothing out.
 *
 * <p>Where we differ from the published one: sizes are free, as newer models of gpt-image have them and as our own need them,
 * and {@code quality} may also be xhigh or max, which the hosted API has taken up since.
 */
final class AnswerSchemas {
    private static final Set<String> LATER_QUALITIES = Set.of("xhigh", "max");

    private static final AnswerSchemas PUBLISHED =
            new AnswerSchemas(relaxed(read(AnswerSchemas.class.getResourceAsStream("/images-openapi.json"))));
    private static final AnswerSchemas OURS =
            new AnswerSchemas(closed(read(DocsEndpoint.class.getResourceAsStream("openapi.json"))));

    private final ObjectNode description;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private AnswerSchemas(ObjectNode description) {
        this.description = description;
    }

    /** Checks an answer to a request for this path; what is no JSON and no stream of it has no schema. */
    static void check(String path, int status, String contentType, byte[] body) {
        if (contentType.startsWith("text/event-stream")) {
            var text = new String(body, StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> line.startsWith("data: "))
                    .forEach(line -> checkEvent(JsonMapper.shared().readTree(line.substring("data: ".length()))));
        } else if (contentType.startsWith("application/json") && body.length > 0) {
            checkJson(path, status, JsonMapper.shared().readTree(body));
        }
    }

    private static void checkEvent(JsonNode event) {
        if (event.has("error")) {
            OURS.accept("Error", event);
            return;
        }
        OURS.accept("PictureEvent", event);
        if (event.path("type").asString().startsWith("image_variation.")) {
            return; // ours alone: the published API streams no variations
        }
        PUBLISHED.accept(
                switch (event.path("type").asString()) {
                    case "image_generation.partial_image" -> "ImageGenPartialImageEvent";
                    case "image_generation.completed" -> "ImageGenCompletedEvent";
                    case "image_edit.partial_image" -> "ImageEditPartialImageEvent";
                    case "image_edit.completed" -> "ImageEditCompletedEvent";
                    default -> throw new AssertionError("an event of no known type: " + event.path("type"));
                },
                event);
    }

    private static void checkJson(String path, int status, JsonNode body) {
        if (status >= 400 && !path.matches("(/v1)?/health(/.*)?")) {
            OURS.accept("Error", body);
        } else if (path.contains("/usage/")) {
            OURS.accept("UsagePage", body);
        } else if (status == 202) {
            OURS.accept("PendingAnswer", body);
        } else if (path.contains("/images/")) {
            OURS.accept("ImagesResponse", body);
            PUBLISHED.accept("ImagesResponse", body);
        } else if (path.matches("(/v1)?/models/*")) {
            OURS.accept("ModelList", body);
            PUBLISHED.accept("ListModelsResponse", body);
        } else if (path.contains("/models/")) {
            OURS.accept("Model", body);
            PUBLISHED.accept("Model", body);
        }
    }

    private void accept(String name, JsonNode body) {
        var schema = schemas.computeIfAbsent(name, this::schema);

        assertThat(schema.validate(
                        body, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as(name)
                .isEmpty();
    }

    private Schema schema(String name) {
        var root = JsonMapper.shared().createObjectNode();
        root.put("$ref", "#/components/schemas/" + name);
        root.set("components", description.get("components"));
        assertThat(description.at("/components/schemas").has(name)).as(name).isTrue();
        return registry.getSchema(root);
    }

    private static ObjectNode read(InputStream stream) {
        try (stream) {
            return (ObjectNode) JsonMapper.shared().readTree(Objects.requireNonNull(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode relaxed(ObjectNode description) {
        for (var schema : description.at("/components/schemas").properties()) {
            if (schema.getKey().matches("ImagesResponse|Image(Gen|Edit).*Event")) {
                var properties = schema.getValue().path("properties");
                if (properties.path("size") instanceof ObjectNode size) {
                    size.remove("enum");
                    size.put("pattern", "^[1-9][0-9]*x[1-9][0-9]*$");
                }
                if (properties.at("/quality/enum") instanceof ArrayNode qualities) {
                    LATER_QUALITIES.forEach(qualities::add);
                }
            }
        }
        return description;
    }

    /** A description by which an object may have no property that it does not name. */
    private static ObjectNode closed(ObjectNode description) {
        close(description.at("/components/schemas"));
        return description;
    }

    private static void close(JsonNode node) {
        node.forEach(AnswerSchemas::close);
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
    }
}
