package io.lutra.server;

import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on a free port that draws with a {@link StripesModel}, and a client of it. */
final class TestServer implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final @Nullable StripesModel model;
    private final LutraServer server;
    private final HttpClient client;

    private TestServer(@Nullable StripesModel model, LutraServer server, HttpClient.Version version) {
        this.model = model;
        this.server = server;
        client = HttpClient.newBuilder().version(version).build();
    }

    static TestServer start(Path dataDir) throws InterruptedException {
        return start(dataDir, config -> config);
    }

    static TestServer start(Path dataDir, UnaryOperator<ServerConfig> change) throws InterruptedException {
        var model = new StripesModel("stripes", 1024);
        var server = LutraServer.start(config(dataDir, change), () -> new ModelRegistry(List.of(model)));
        server.awaitReady();
        return new TestServer(model, server, HttpClient.Version.HTTP_1_1);
    }

    /** A server that draws with another model. */
    static TestServer over(Path dataDir, Supplier<ImageModel> model) throws InterruptedException {
        var server = loading(dataDir, config -> config, () -> new ModelRegistry(List.of(model.get())));
        server.server.awaitReady();
        return server;
    }

    /** A server that may never be ready. */
    static TestServer loading(Path dataDir, UnaryOperator<ServerConfig> change, Supplier<ModelRegistry> loading)
            throws InterruptedException {
        var server = LutraServer.start(config(dataDir, change), loading);
        return new TestServer(null, server, HttpClient.Version.HTTP_1_1);
    }

    private static ServerConfig config(Path dataDir, UnaryOperator<ServerConfig> change) {
        return change.apply(ServerConfig.standard(dataDir).listeningOn("127.0.0.1", 0));
    }

    /** Closes the server alone, whose model may still be held. */
    void shutDown() {
        server.close();
    }

    StripesModel model() {
        return Objects.requireNonNull(model);
    }

    int port() {
        return server.port();
    }

    /** A path on the admin port, which there must be. */
    URI atAdmin(String path) {
        return URI.create("http://127.0.0.1:" + server.adminPort().orElseThrow() + path);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(path)).timeout(PATIENCE);
    }

    HttpRequest.Builder generation(String json) {
        return request("/v1/images/generations")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')));
    }

    /** Sends a request; whatever is answered must be as the API is described. */
    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        AnswerSchemas.check(
                response.uri().getPath(), response.statusCode(), header(response, "content-type"), response.body());
        return response;
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<byte[]> generate(String json) throws IOException, InterruptedException {
        return send(generation(json));
    }

    /** A connection of its own, on which nothing has been sent. */
    Socket socket() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** Sends raw bytes on a connection of its own and reads until the server closes it. */
    String raw(String bytes) throws IOException {
        try (var socket = socket()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    /** The file in an answer that has it inline. */
    static byte[] inline(JsonNode image) {
        return Base64.getDecoder().decode(image.get("b64_json").stringValue());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        if (model != null) {
            model.letGo();
        }
        client.close();
        server.close();
    }
}
