package io.lutra.server.docs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Renders a description of the API as one page without scripts. */
final class DocsPage {
    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
            h2 { margin-top: 3rem; border-top: 1px solid #ccc; padding-top: 1rem }
            code, pre { font-family: ui-monospace, monospace; background: #f4f4f4; border-radius: 4px }
            code { padding: 0 .25em } pre { padding: 1rem; overflow: auto; white-space: pre-wrap }
            table { border-collapse: collapse; width: 100% }
            th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #ddd }
            @media (prefers-color-scheme: dark) {
              body { background: #1b1b1b; color: #ddd } code, pre { background: #2b2b2b } th, td { border-color: #444 }
            }
            """;

    private final JsonNode api;
    private final StringBuilder html = new StringBuilder();

    DocsPage(JsonNode api) {
        this.api = api;
    }

    String html() {
        var title = text(api.at("/info/title"));
        html.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>")
                .append(escaped(title))
                .append(" API</title><style>")
                .append(STYLE)
                .append("</style><h1>")
                .append(escaped(title))
                .append(" API</h1>");
        paragraph(text(api.at("/info/description")));
        html.append("<p>Base URL: <code>")
                .append(escaped(base()))
                .append("</code>. For programs: <a href=\"openapi.json\">openapi.json</a>.</p>");
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operation(path.getKey(), operation.getKey(), operation.getValue())));
        codes();
        return html.append("</html>\n").toString();
    }

    private String base() {
        return text(api.at("/servers/0/url"));
    }

    private void operation(String path, String method, JsonNode operation) {
        html.append("<h2><code>")
                .append(method.toUpperCase(Locale.ROOT))
                .append(' ')
                .append(escaped(path))
                .append("</code></h2>");
        paragraph(text(operation.path("summary")) + ". " + text(operation.path("description")));
        operation.at("/requestBody/content").properties().forEach(content -> {
            html.append("<h3>As <code>").append(escaped(content.getKey())).append("</code></h3>");
            parameters(resolved(content.getValue().get("schema")));
            content.getValue().path("examples").properties().forEach(example -> example(path, example.getValue()));
            content.getValue().path("x-curl").forEach(example -> form(path, example));
        });
    }

    private void parameters(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(text(name)));
        html.append("<table><tr><th>Parameter<th>Type<th>What it does</tr>");
        schema.path("properties").properties().forEach(property -> {
            var definition = resolved(property.getValue());
            html.append("<tr><td><code>")
                    .append(escaped(property.getKey()))
                    .append("</code>")
                    .append(required.contains(property.getKey()) ? "<br>required" : "")
                    .append("<td>")
                    .append(escaped(type(definition)))
                    .append("<td>")
                    .append(escaped(text(definition.path("description"))))
                    .append("</tr>");
        });
        html.append("</table>");
    }

    private static String type(JsonNode definition) {
        List<String> said = new ArrayList<>();
        said.add(definition.path("format").isString() ? "file" : text(definition.path("type")));
        if (definition.has("enum")) {
            List<String> values = new ArrayList<>();
            definition.get("enum").forEach(value -> values.add(text(value)));
            said.add(String.join(", ", values));
        }
        if (definition.has("minimum")) {
            said.add("from " + text(definition.get("minimum")));
        }
        if (definition.has("maximum")) {
            said.add("to " + text(definition.get("maximum")));
        }
        if (definition.has("default")) {
            said.add("default " + text(definition.get("default")));
        }
        return String.join("; ", said);
    }

    private void example(String path, JsonNode example) {
        curl(path, example, "-H \"Content-Type: application/json\" \\\n  -d '" + example.get("value") + "'");
    }

    private void form(String path, JsonNode example) {
        curl(path, example, text(example.get("arguments")));
    }

    private void curl(String path, JsonNode example, String arguments) {
        paragraph(text(example.path("summary")) + ":");
        html.append("<pre>")
                .append(escaped("curl " + base() + path + " \\\n  " + arguments))
                .append("</pre>");
    }

    private void codes() {
        html.append("<h2>Errors</h2>");
        paragraph("Every error is {\"error\":{\"message\",\"type\",\"param\",\"code\"}}. The codes by status:");
        html.append("<table><tr><th>Status<th>Code<th>When</tr>");
        api.get("x-codes")
                .properties()
                .forEach(status -> status.getValue()
                        .properties()
                        .forEach(code -> html.append("<tr><td>")
                                .append(escaped(status.getKey()))
                                .append("<td><code>")
                                .append(escaped(code.getKey()))
                                .append("</code><td>")
                                .append(escaped(text(code.getValue())))
                                .append("</tr>")));
        html.append("</table>");
    }

    private JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref");
        return reference.isString() ? api.at(reference.stringValue().substring(1)) : schema;
    }

    private void paragraph(String text) {
        html.append("<p>").append(escaped(text)).append("</p>");
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "" : node.asString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
