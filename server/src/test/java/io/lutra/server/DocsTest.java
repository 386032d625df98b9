package io.lutra.server;

import static io.lutra.server.TestForm.picture;
import static io.lutra.server.TestForm.png;
import static io.lutra.server.TestForm.withHole;
import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lutra.api.request.Profile;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

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
        var drawn = header(server.generate("{'prompt':'x','size':'256x256'}"), "x-request-id");
        for (var path : api.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var method = operation.getKey().toUpperCase(Locale.ROOT);
                var response = server.send(server.request("/v1"
                                + path.getKey()
                                        .replace("{model}", "dall-e-2")
                                        .replace("{name}", "x")
                                        .replace("{request}", drawn))
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

    static List<Arguments> parameters() {
        var rows = new ArrayList<Arguments>();
        for (var schema : List.of("Generation", "Edit", "EditByReference", "Variation")) {
            api.at("/components/schemas/" + schema + "/properties").properties().stream()
                    .filter(parameter -> !FILES.contains(parameter.getKey()))
                    .forEach(parameter -> rows.add(Arguments.of(
                            schema, parameter.getKey(), parameter.getValue().get("example"))));
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void theServerKnowsEveryParameterWithItsExample(String schema, String name, JsonNode example) throws Exception {
        var values = new LinkedHashMap<String, JsonNode>();
        if (!schema.equals("Variation")) {
            values.put("prompt", StringNode.valueOf("x"));
        }
        values.put("size", StringNode.valueOf("64x64"));
        values.put("model", StringNode.valueOf("stripes"));
        values.put(name, example);
        if (name.equals("model")) {
            values.put("size", StringNode.valueOf("1024x1024"));
        }

        var response = server.send(request(schema, values).header("lutra-strict", "true"));

        assertThat(response.statusCode()).as(beginning(response)).isEqualTo(200);
    }

    private static HttpRequest.Builder request(String schema, Map<String, JsonNode> values) {
        return switch (schema) {
            case "Generation" -> server.generation(JsonMapper.shared().writeValueAsString(values));
            case "EditByReference" -> {
                var body = (ObjectNode) JsonMapper.shared().valueToTree(values);
                body.set("images", editExample().get("images"));
                yield server.request("/v1/images/edits")
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
            }
            default -> {
                var form = new TestForm().file("image", png(withHole(picture(64))));
                values.forEach(
                        (name, value) -> form.text(name, value.isString() ? value.asString() : value.toString()));
                yield form.to(server, schema.equals("Edit") ? "/v1/images/edits" : "/v1/images/variations");
            }
        };
    }

    private static JsonNode editExample() {
        return api.at("/paths/~1images~1edits/post/requestBody/content/application~1json/examples/dataUrl/value");
    }

    private static String beginning(HttpResponse<byte[]> response) {
        return new String(response.body(), 0, Math.min(300, response.body().length), StandardCharsets.UTF_8);
    }

    /** The commands of the page, which have all examples of the description in them. */
    static List<String> commands() throws Exception {
        var page = new String(server.get("/docs").body(), StandardCharsets.UTF_8);
        return Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(match -> match.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandOfThePageWorksAsItStands(String command, @TempDir Path here) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
        Files.write(here.resolve("otter.png"), png(picture(128)));
        Files.write(here.resolve("mask.png"), png(withHole(picture(128))));

        var curl = new ProcessBuilder("sh", "-c", command + " --silent --show-error --max-time 60")
                .directory(here.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] answer = curl.getInputStream().readAllBytes();

        assertThat(curl.waitFor()).isZero();
        AnswerSchemas.check("/v1/images/", 200, "application/json", answer);
        assertThat(JsonMapper.shared().readTree(answer).get("data")).isNotEmpty();
    }

    @Test
    void thePageHasAllExamples() throws Exception {
        int examples = 0;
        for (var content : api.findValues("requestBody")) {
            for (var type : content.get("content").values()) {
                examples += type.path("examples").size() + type.path("x-curl").size();
            }
        }

        assertThat(commands()).hasSize(examples).hasSizeGreaterThanOrEqualTo(8);
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
