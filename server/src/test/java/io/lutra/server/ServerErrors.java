package io.lutra.server;

import static io.lutra.server.ErrorRow.INVALID;
import static io.lutra.server.ErrorRow.SERVER;
import static org.awaitility.Awaitility.await;

import io.lutra.engine.EngineException;
import io.lutra.engine.ModelRegistry;
import io.lutra.jobs.QueueLimits;
import io.lutra.server.ErrorRow.Answer;
import io.lutra.server.access.AccessPolicy;
import io.lutra.server.access.Rates;
import io.lutra.server.http.Limits;
import io.lutra.storage.StoreLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The errors of paths, links, bodies and of a server that is not up to a request. */
final class ServerErrors {
    private static final String ONE = "{'prompt':'x','size':'256x256'}";

    private ServerErrors() {}

    static List<ErrorRow> rows() {
        return List.of(
                row(
                        "POST to no path",
                        (server, folder) -> send(server, "POST", "/v1/foo"),
                        404,
                        null,
                        "Invalid URL (POST /v1/foo)"),
                row(
                        "POST to the models",
                        (server, folder) -> send(server, "POST", "/v1/models"),
                        405,
                        "method_not_supported",
                        "Not allowed to POST on /v1/models. (HINT: Perhaps you meant to use a different HTTP method?)"),
                new ErrorRow(
                        "a model that is not there",
                        (server, folder) -> Answer.of(server.get("/v1/models/x")),
                        404,
                        INVALID,
                        "model",
                        "model_not_found",
                        "The model `x` does not exist or you do not have access to it."),
                row(
                        "a link made up",
                        (server, folder) ->
                                Answer.of(server.get("/files/" + "0".repeat(32) + ".png?exp=9999999999&sig=00")),
                        403,
                        "invalid_signature",
                        "The signature of this link is wrong or missing."),
                row(
                        "metrics for somebody behind a proxy",
                        (server, folder) -> Answer.of(
                                server.send(server.request("/metrics").header("x-forwarded-for", "203.0.113.7"))),
                        403,
                        "admin_key_needed",
                        "This is for whoever runs the server: it needs a key made with 'lutra keys add NAME --admin'."),
                row("a link after its time", ServerErrors::expired, 403, "link_expired", "This link has expired."),
                row(
                        "a link to what was deleted",
                        ServerErrors::deleted,
                        404,
                        "file_not_found",
                        "No such file. Pictures are deleted when their link expires."),
                row(
                        "the answer of a request that nobody made",
                        (server, folder) -> Answer.of(server.get("/v1/images/requests/req_0")),
                        404,
                        "result_not_found",
                        "No answer of such a request. Answers are forgotten when their links expire."),
                fault(
                        "answers that cannot be read",
                        (server, folder) -> withoutDatabase(folder, "/v1/images/requests/req_0"),
                        "results_unavailable",
                        "Answers cannot be read now."),
                fault(
                        "usage that cannot be read",
                        (server, folder) -> withoutDatabase(folder, "/v1/organization/usage/images?start_time=0"),
                        "usage_unavailable",
                        "Usage cannot be read now."),
                row(
                        "bytes outside of a file",
                        (server, folder) -> Answer.of(
                                server.send(server.request(link(server)).header("range", "bytes=99999999-"))),
                        416,
                        "invalid_range",
                        "The requested range lies outside of the file's ..."),
                row(
                        "not HTTP",
                        (server, folder) -> Answer.of(server.raw("GET / HTTP/1.1\r\nbad header\r\n\r\n")),
                        400,
                        "invalid_request",
                        "We could not read your request: ..."),
                row(
                        "a body that is too large",
                        (server, folder) -> Answer.of(server.generate(" ".repeat((1 << 20) + 1))),
                        413,
                        "request_too_large",
                        "The request body is larger than the allowed 1048576 bytes."),
                row(
                        "a body that stops",
                        ServerErrors::stopping,
                        408,
                        "request_timeout",
                        "The request body did not arrive within 1 seconds."),
                row(
                        "no key where one is needed",
                        (server, folder) -> keyed(folder, ""),
                        401,
                        null,
                        "You didn't provide an API key. You need to provide your API key in an Authorization header using..."),
                row(
                        "a key that is not known",
                        (server, folder) -> keyed(folder, "Bearer kod-460f00000000002829"),
                        401,
                        "invalid_api_key",
                        "Incorrect API key provided: kod-460f****2829. The operator of this server makes keys with"
                                + " `lutra keys add`."),
                new ErrorRow(
                        "more pictures than a day has",
                        ServerErrors::overQuota,
                        429,
                        "insufficient_quota",
                        null,
                        "insufficient_quota",
                        "You exceeded your current quota of images per day. Limit: 1. Used: 0. It begins anew in ..."),
                new ErrorRow(
                        "more than the queue takes",
                        ServerErrors::full,
                        429,
                        "requests",
                        null,
                        "rate_limit_exceeded",
                        "The server has more to draw than it takes in. Please try again in ..."),
                new ErrorRow(
                        "a model that is broken",
                        (server, folder) -> Answer.of(server.generate("{'prompt':'broken'}")),
                        500,
                        SERVER,
                        null,
                        null,
                        "The server had an error while processing your request. Its log names request req_..."),
                fault(
                        "a device that is too small",
                        (server, folder) -> Answer.of(server.generate("{'prompt':'hungry'}")),
                        "out_of_memory",
                        "The device's memory does not suffice at the moment. Ask for fewer or smaller pictures."),
                fault(
                        "a disk that is full",
                        ServerErrors::withoutRoom,
                        "storage_full",
                        "There is no room to keep a picture. Ask for b64_json, or later."),
                fault(
                        "a model that is being loaded",
                        ServerErrors::loading,
                        "model_loading",
                        "The model is still being loaded. Please try again soon."),
                fault(
                        "a model that cannot be loaded",
                        ServerErrors::unloadable,
                        "model_not_loaded",
                        "The model could not be loaded."),
                fault(
                        "a client that does not wait",
                        ServerErrors::impatient,
                        "deadline_exceeded",
                        "The pictures were not done within the time that your client waits."),
                fault(
                        "more calls than are handled at once",
                        ServerErrors::crowded,
                        "too_many_requests",
                        "The server is handling too many requests."),
                fault(
                        "a server that is being closed",
                        ServerErrors::closing,
                        "shutting_down",
                        "The server is shutting down."));
    }

    private static ErrorRow row(String name, ErrorRow.Cause cause, int status, @Nullable String code, String message) {
        return new ErrorRow(name, cause, status, INVALID, null, code, message);
    }

    private static ErrorRow fault(String name, ErrorRow.Cause cause, String code, String message) {
        return new ErrorRow(name, cause, 503, SERVER, null, code, message);
    }

    private static Answer send(TestServer server, String method, String path) throws Exception {
        return Answer.of(server.send(server.request(path).method(method, HttpRequest.BodyPublishers.noBody())));
    }

    /** The path of a picture that was just drawn. */
    private static String link(TestServer server) throws Exception {
        var url = URI.create(
                TestServer.json(server.generate(ONE)).at("/data/0/url").stringValue());
        return url.getRawPath() + "?" + url.getRawQuery();
    }

    private static Answer expired(TestServer standard, Path folder) throws Exception {
        try (var server = TestServer.start(folder, config -> config.withLinkLife(Duration.ofSeconds(1)))) {
            var link = link(server);
            await().atMost(TestServer.PATIENCE).until(() -> server.get(link).statusCode() != 200);
            return Answer.of(server.get(link));
        }
    }

    private static Answer withoutDatabase(Path folder, String path) throws Exception {
        Files.createDirectories(folder.resolve("usage.db"));
        try (var server = TestServer.start(folder)) {
            return Answer.of(server.get(path));
        }
    }

    private static Answer deleted(TestServer standard, Path folder) throws Exception {
        String link;
        try (var server = TestServer.start(folder)) {
            link = link(server);
        }
        try (var pictures = Files.list(folder.resolve("pictures"))) {
            for (var picture : pictures.toList()) {
                Files.delete(picture);
            }
        }
        try (var server = TestServer.start(folder)) {
            return Answer.of(server.get(link));
        }
    }

    private static Answer stopping(TestServer standard, Path folder) throws Exception {
        try (var server = TestServer.start(folder, config -> config.withLimits(limits(16)))) {
            return Answer.of(server.raw("POST /v1/images/generations HTTP/1.1\r\nHost: a\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"prompt\""));
        }
    }

    private static Limits limits(int calls) {
        var second = Duration.ofSeconds(1);
        return new Limits(20, calls, second, second, second, second.multipliedBy(3), second, second, second);
    }

    private static Answer keyed(Path folder, String authorization) throws Exception {
        try (var server =
                TestServer.start(folder, config -> config.withAccess(new AccessPolicy(true, Rates.UNBOUNDED)))) {
            var request = server.generation(ONE);
            return Answer.of(
                    server.send(authorization.isEmpty() ? request : request.header("authorization", authorization)));
        }
    }

    private static Answer overQuota(TestServer standard, Path folder) throws Exception {
        try (var server =
                TestServer.start(folder, config -> config.withAccess(new AccessPolicy(false, new Rates(0, 0, 1, 0))))) {
            return Answer.of(server.generate("{'prompt':'x','size':'256x256','n':2}"));
        }
    }

    private static Answer full(TestServer standard, Path folder) throws Exception {
        try (var server = TestServer.start(folder, config -> config.withQueue(new QueueLimits(1, 1)));
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            begin(client, server);
            await().atMost(TestServer.PATIENCE).until(() -> server.model().open() == 1);
            begin(client, server);
            await().atMost(TestServer.PATIENCE)
                    .until(() -> TestServer.json(server.get("/health"))
                                    .get("waiting_pictures")
                                    .intValue()
                            == 1);
            return answerAndLetGo(server);
        }
    }

    /** The answer to one more request, after which the others may end. */
    private static Answer answerAndLetGo(TestServer server) throws Exception {
        var answer = Answer.of(server.generate(ONE));
        server.model().letGo();
        return answer;
    }

    private static void begin(HttpClient client, TestServer server) {
        var answer = client.sendAsync(server.generation(ONE).build(), HttpResponse.BodyHandlers.discarding());
        if (answer.isCompletedExceptionally()) {
            throw new IllegalStateException("a request could not even be sent");
        }
    }

    private static Answer withoutRoom(TestServer standard, Path folder) throws Exception {
        var none = new StoreLimits(1, 0, Duration.ofSeconds(30));
        try (var server = TestServer.start(folder, config -> config.withStore(none))) {
            return Answer.of(server.generate(ONE));
        }
    }

    private static Answer loading(TestServer standard, Path folder) throws Exception {
        var loaded = new CountDownLatch(1);
        try (var server = TestServer.loading(folder, config -> config.withLoading(Duration.ofMillis(50)), () -> {
            try {
                loaded.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new ModelRegistry(List.of(new StripesModel("stripes", 1024)));
        })) {
            try {
                return Answer.of(server.generate(ONE));
            } finally {
                loaded.countDown();
            }
        }
    }

    private static Answer unloadable(TestServer standard, Path folder) throws Exception {
        try (var server = TestServer.loading(folder, config -> config, () -> {
            throw new EngineException.BadWeights("model.safetensors is 12 bytes short");
        })) {
            return Answer.of(server.generate(ONE));
        }
    }

    private static Answer impatient(TestServer standard, Path folder) throws Exception {
        try (var server = TestServer.start(folder)) {
            server.model().hold();
            return Answer.of(server.send(server.generation(ONE).header("x-stainless-timeout", "1")));
        }
    }

    private static Answer crowded(TestServer standard, Path folder) throws Exception {
        try (var server = TestServer.start(folder, config -> config.withLimits(limits(1)));
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            begin(client, server);
            await().atMost(TestServer.PATIENCE).until(() -> server.model().open() == 1);
            return answerAndLetGo(server);
        }
    }

    private static Answer closing(TestServer standard, Path folder) throws Exception {
        try (var server = TestServer.start(folder);
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            begin(client, server);
            await().atMost(TestServer.PATIENCE).until(() -> server.model().open() == 1);
            var closing = Thread.ofVirtual().start(server::shutDown);
            await().atMost(TestServer.PATIENCE)
                    .until(() -> server.send(server.generation(ONE).header("x-stainless-timeout", "1"))
                                    .statusCode()
                            == 503);
            var answer = answerAndLetGo(server);
            closing.join();
            return answer;
        }
    }
}
