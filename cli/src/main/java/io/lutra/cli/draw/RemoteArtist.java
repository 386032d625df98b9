package io.lutra.cli.draw;

import io.lutra.cli.draw.DrawException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Draws at a server, by nothing but the public API; servers that do not stream will do, too. */
public final class RemoteArtist implements Artist {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    /** For what a server answers at once, if it answers at all. */
    private static final Duration TO_LOOK_UP = Duration.ofSeconds(15);

    /** From the request to the head of its answer; a server says that it draws long before. */
    private static final Duration TO_ANSWER = Duration.ofMinutes(30);

    private final Account account;
    private final HttpClient http;

    /**
     * Whom to ask.
     *
     * @param base of the API, such as {@code http://127.0.0.1:8080/v1}
     * @param key what the server knows its client by; empty for none
     */
    public record Account(URI base, String key) {
        /**
         * The account for an address as people write it: with or without {@code /v1}.
         *
         * @throws DrawException if it is none
         */
        public static Account of(String url, String key) {
            String trimmed = url.strip().replaceFirst("/+$", "");
            try {
                var base = URI.create(trimmed);
                if (base.getHost() != null && trimmed.matches("(?i)https?://.*")) {
                    String path = Optional.ofNullable(base.getPath()).orElse("");
                    return new Account(path.isEmpty() ? URI.create(trimmed + "/v1") : base, key);
                }
            } catch (IllegalArgumentException notAUri) {
                throw new DrawException(Kind.WRONG_ORDER, "url", wrong(url));
            }
            throw new DrawException(Kind.WRONG_ORDER, "url", wrong(url));
        }

        private static String wrong(String url) {
            return "a server is written like http://127.0.0.1:8080, but this is " + url;
        }

        @Override
        public String toString() {
            return base.toString();
        }
    }

    /** For an account. */
    public RemoteArtist(Account account) {
        this.account = account;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TO_CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    @Override
    public void draw(Order order, Watcher watcher) throws InterruptedException {
        watcher.says("asking " + account);
        try {
            var body = RequestBody.of(order, order.parameter("model").isEmpty() ? ownModel() : "");
            var request = request(order.task().path(), TO_ANSWER)
                    .header("Content-Type", body.contentType())
                    .header("Accept", "text/event-stream, application/json")
                    .header("lutra-repair", order.repair().name().toLowerCase(Locale.ROOT))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()))
                    .build();
            var response = http.send(request, BodyHandlers.ofInputStream());
            try (var content = response.body()) {
                answer(order, response, content, watcher);
            }
        } catch (IOException failed) {
            throw unreachable(failed);
        } catch (JacksonException notJson) {
            throw new DrawException(
                    Kind.FAILED,
                    account + " answers something else than the Images API; is the address right?",
                    notJson);
        }
    }

    private DrawException unreachable(IOException failed) {
        String reason = Optional.ofNullable(failed.getMessage())
                .orElse(failed.getClass().getSimpleName());
        return new DrawException(
                Kind.UNREACHABLE,
                "%s cannot be reached, or broke off (%s); is it running? Start one: lutra serve"
                        .formatted(account, reason),
                failed);
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        var request = HttpRequest.newBuilder(URI.create(account.base() + path))
                .timeout(patience)
                .header("User-Agent", "lutra");
        return account.key().isEmpty() ? request : request.header("Authorization", "Bearer " + account.key());
    }

    /**
     * The name of the server's standard model by which a request has all that the model can do; hosted names have the limits
     * of their time. Empty if the server is another program and does not say.
     */
    private String ownModel() throws IOException, InterruptedException {
        var response = http.send(request("/models", TO_LOOK_UP).GET().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            return "";
        }
        for (JsonNode model : JsonMapper.shared().readTree(response.body()).path("data")) {
            String id = model.path("id").asString("");
            if (!id.isEmpty() && id.equals(model.path("lutra").path("model").asString(""))) {
                return id;
            }
        }
        return "";
    }

    private void answer(Order order, HttpResponse<InputStream> response, InputStream content, Watcher watcher)
            throws IOException, InterruptedException {
        var headers = response.headers();
        var seeds = list(headers.firstValue("lutra-seed"));
        var origins = new Origins(headers.firstValue("lutra-model").orElse(order.parameter("model")), seeds);
        watcher.ignored(list(headers.firstValue("lutra-ignored-parameters")));
        headers.firstValue("lutra-repaired").ifPresent(watcher::notes);
        if (response.statusCode() != 200) {
            throw ServerRefusal.of(account, response, content.readAllBytes());
        }
        if (headers.firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            new EventStream(account, origins, watcher).read(content);
            return;
        }
        var data = JsonMapper.shared().readTree(content).path("data");
        for (int i = 0; i < data.size(); i++) {
            watcher.finished(new DrawnPicture(i, origins.of(i), bytes(data.get(i))));
        }
        if (data.isEmpty()) {
            throw new DrawException(Kind.FAILED, account + " answers without a picture; is the address right?");
        }
    }

    private byte[] bytes(JsonNode picture) throws IOException, InterruptedException {
        String inline = picture.path("b64_json").asString("");
        if (!inline.isEmpty()) {
            return Base64.getDecoder().decode(inline);
        }
        // A link says all that is needed to follow it, and may lead to another host: the key stays here.
        var link = account.base().resolve(picture.path("url").asString(""));
        var request = HttpRequest.newBuilder(link).timeout(TO_ANSWER).build();
        var response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new DrawException(
                    Kind.FAILED, "the picture's link answers with status " + response.statusCode() + ": " + link);
        }
        return response.body();
    }

    private static List<String> list(Optional<String> header) {
        return header.filter(text -> !text.isBlank())
                .map(text -> List.of(text.strip().split("\\s*,\\s*")))
                .orElse(List.of());
    }

    /** What the head of an answer says of its pictures. */
    record Origins(String model, List<String> seeds) {
        DrawnPicture.Origin of(int index) {
            String seed = index < seeds.size() && seeds.get(index).matches("[0-9]{1,18}") ? seeds.get(index) : "";
            return new DrawnPicture.Origin(model, seed);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
