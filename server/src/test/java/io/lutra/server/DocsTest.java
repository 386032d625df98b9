package io.lutra.server;

import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.api.request.Profile;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Holds the description of the API against the server that it describes. */
class DocsTest {
    private static final Set<String> FILES = Set.of("image", "mask", "images");

    @TempDir
    static Path folder;

    private static TestServer server;
    private static JsonNode api;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
        api = json(server.get("/openapi.json"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void leadsBackToTheServer() {
        assertThat(api.at("/servers/0/url").stringValue())
                .isEqualTo(server.at("/v1").toString());
    }

    @Test
    void everyPathThatItNamesAnswers() throws Exception {
        for (var path : api.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var method = operation.getKey().toUpperCase(Locale.ROOT);
                var response = server.send(server.request("/v1"
                                + path.getKey().replace("{model}", "dall-e-2").replace("{name}", "x"))
                        .method(method, HttpRequest.BodyPublishers.noBody()));

                assertThat(response.statusCode())
                        .as(method + " " + path.getKey())
                        .isIn(200, 400, 403);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"Generation,'input_fidelity strength'", "Edit,'style strength'", "EditByReference,'style strength'"})
    void namesEveryParameterThatThereIs(String schema, String others) {
        var described = new TreeSet<>(
                api.at("/components/schemas/" + schema + "/properties").propertyNames());
        described.removeAll(FILES);
        var all = new TreeSet<String>();
        for (var name : describedAnywhere()) {
            if (Profile.X.has(name)) {
                all.add(name);
            }
        }
        all.removeAll(Set.of(others.split(" ", -1)));

        assertThat(described).isEqualTo(all);
    }

    private static Set<String> describedAnywhere() {
        var names = new TreeSet<String>();
        for (var schema : new String[] {"Generation", "Edit", "Variation"}) {
            names.addAll(api.at("/components/schemas/" + schema + "/properties").propertyNames());
        }
        return names;
    }

    @Test
    void theServerKnowsEveryParameterOfGenerationsWithItsExample() throws Exception {
        for (var parameter : api.at("/components/schemas/Generation/properties").properties()) {
            var name = parameter.getKey();
            if (name.equals("response_format") || name.equals("model")) {
                continue;
            }
            var example = parameter.getValue().get("example");
            var model = name.equals("style") || name.equals("quality") ? "dall-e-3" : "gpt-image-1";
            var size = model.equals("dall-e-3") ? "1024x1024" : "64x64";
            var prompt = name.equals("prompt") ? "" : "'prompt':'x',";
            var sized = name.equals("size") ? "" : "'size':'" + size + "',";
            var response = server.send(
                    server.generation("{" + prompt + sized + "'model':'" + model + "','" + name + "':" + example + "}")
                            .header("lutra-strict", "true"));

            assertThat(response.statusCode())
                    .as(name + ": "
                            + new String(
                                    response.body(), 0, Math.min(300, response.body().length), StandardCharsets.UTF_8))
                    .isEqualTo(200);
        }
    }

    @Test
    void everyExampleWorks() throws Exception {
        for (var example : api.at("/paths/~1images~1generations/post/requestBody/content/application~1json/examples")
                .values()) {
            var response = server.generate(example.get("value").toString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "lutra-ignored-parameters")).isEmpty();
        }
    }

    @Test
    void namesEveryErrorCodeOfTheCode() throws Exception {
        var source = Files.readString(
                Path.of(System.getProperty("lutra.root"), "api/src/main/java/io/lutra/api/error/ApiError.java"));
        var inCode = new HashSet<String>();
        var literals = Pattern.compile("\"([a-z]+(?:_[a-z]+)+)\"").matcher(source);
        while (literals.find()) {
            inCode.add(literals.group(1));
        }
        inCode.removeAll(Set.of("invalid_request_error", "image_generation_user_error", "server_error"));
        var described = new HashSet<String>();
        api.get("x-codes").values().forEach(codes -> described.addAll(codes.propertyNames()));

        assertThat(described).containsAll(inCode);
    }

    @Test
    void isReadableByPeople() throws Exception {
        var page = server.get("/docs");

        assertThat(header(page, "content-type")).startsWith("text/html");
        assertThat(new String(page.body(), StandardCharsets.UTF_8))
                .contains("<code>POST /images/edits</code>")
                .contains("lutra-ignored-parameters")
                .contains("integer_above_max_value")
                .doesNotContain("null");
    }
}
