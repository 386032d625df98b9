package io.lutra.cli.pull;

import io.lutra.cli.pull.RemoteFile.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A host of models: which files a repository has, and their content. Follows redirects itself, as the access token must not
 * go to another host than the one it is for. Thread-safe.
 */
final class Hub implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_PAGES = 100;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"next\"");

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private final URI base;
    private final String token;

    /**
     * A host.
     *
     * @param base its address, without a slash at the end
     * @param token sent to it; empty for none
     */
    Hub(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** A connection was lost or not made; the same request may succeed later. */
    static final class Interrupted extends IOException {
        private static final long serialVersionUID = 1L;

        Interrupted(String message) {
            super(message);
        }
    }

    /** The commit that a revision stands for now. */
    String commit(RepositoryName repository) throws IOException, InterruptedException {
        var json = json(
                repository, at("/api/models/" + repository.path() + "/revision/" + encoded(repository.revision())));
        String commit = json.body().path("sha").asString("");
        if (commit.isEmpty()) {
            throw new PullException(base + " did not say which commit " + repository.revision() + " of "
                    + repository.path() + " is; is it a host of models?");
        }
        return commit;
    }

    /** All files of a commit. */
    List<RemoteFile> files(RepositoryName repository, String commit) throws IOException, InterruptedException {
        var files = new ArrayList<RemoteFile>();
        var page = Optional.of(at("/api/models/" + repository.path() + "/tree/" + commit + "?recursive=true"));
        for (int i = 0; page.isPresent() && i < MAX_PAGES; i++) {
            var answer = json(repository, page.get());
            for (var entry : answer.body()) {
                if (entry.path("type").asString("").equals("file")) {
                    files.add(file(entry));
                }
            }
            page = answer.next();
        }
        return files;
    }

    private static RemoteFile file(JsonNode entry) {
        String path = entry.path("path").asString("");
        var large = entry.path("lfs");
        return large.isObject()
                ? new RemoteFile(
                        path,
                        large.path("size").asLong(0),
                        new Digest.Sha256(large.path("oid").asString("")))
                : new RemoteFile(
                        path,
                        entry.path("size").asLong(0),
                        new Digest.GitBlob(entry.path("oid").asString("")));
    }

    /**
     * The content of a file from a byte on.
     *
     * @param from what is there already; the answer says where it really begins
     * @throws Interrupted if the host cannot be reached just now
     */
    Content content(RepositoryName repository, String commit, RemoteFile file, long from)
            throws IOException, InterruptedException {
        var uri = at("/" + repository.path() + "/resolve/" + commit + "/" + encodedPath(file.path()));
        var answer = send(uri, from > 0 ? "bytes=" + from + "-" : "");
        int status = answer.statusCode();
        if (status == 206 && beginsAt(answer, from)) {
            return new Content(from, answer.body());
        }
        if (status == 200) {
            return new Content(0, answer.body());
        }
        answer.body().close();
        if (status == 416 || status == 206) {
            return content(repository, commit, file, 0);
        }
        throw refused(status, repository, file.path());
    }

    /** Bytes of a file from {@code start} on; the caller closes the stream. */
    record Content(long start, InputStream bytes) {}

    private static boolean beginsAt(HttpResponse<?> answer, long from) {
        return answer.headers()
                .firstValue("content-range")
                .filter(range -> range.startsWith("bytes " + from + "-"))
                .isPresent();
    }

    private record Page(JsonNode body, Optional<URI> next) {}

    private Page json(RepositoryName repository, URI uri) throws IOException, InterruptedException {
        var answer = send(uri, "");
        try (var body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw refused(answer.statusCode(), repository, "");
            }
            var next = answer.headers()
                    .firstValue("link")
                    .map(NEXT_PAGE::matcher)
                    .filter(matcher -> matcher.find())
                    .map(matcher -> uri.resolve(matcher.group(1)));
            return new Page(JsonMapper.shared().readTree(body.readAllBytes()), next);
        } catch (JacksonException notJson) {
            throw new PullException(uri + " did not answer with JSON; is it a host of models?", notJson);
        }
    }

    private HttpResponse<InputStream> send(URI start, String range) throws IOException, InterruptedException {
        var uri = start;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            var request = HttpRequest.newBuilder(uri).timeout(ANSWER).header("user-agent", "lutra");
            if (!token.isEmpty() && isOurs(uri)) {
                request.header("authorization", "Bearer " + token);
            }
            if (!range.isEmpty()) {
                request.header("range", range);
            }
            var answer = client.send(request.build(), BodyHandlers.ofInputStream());
            var location = answer.headers().firstValue("location");
            if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
                return answer;
            }
            answer.body().close();
            uri = uri.resolve(location.get());
            if (!uri.getScheme().equals("https") && !uri.getScheme().equals(base.getScheme())) {
                throw new PullException(base + " redirects to " + uri.getScheme() + ", which is not followed");
            }
        }
        throw new PullException(base + " redirects without end");
    }

    private boolean isOurs(URI uri) {
        return base.getScheme().equals(uri.getScheme()) && base.getAuthority().equals(uri.getAuthority());
    }

    private IOException refused(int status, RepositoryName repository, String file) {
        String what = repository.path() + (file.isEmpty() ? "" : "/" + file);
        if (status == 401 || status == 403) {
            throw new PullException(
                    "%s gives no access to %s (status %d); accept the model's terms there, and set HF_TOKEN"
                            .formatted(base, what, status));
        }
        if (status == 404) {
            throw new PullException("%s has no %s at revision %s".formatted(base, what, repository.revision()));
        }
        if (status == 429 || status >= 500) {
            return new Interrupted(base + " answered " + status + " for " + what);
        }
        throw new PullException("%s answered %d for %s".formatted(base, status, what));
    }

    private URI at(String path) {
        return URI.create(base + path);
    }

    private static String encodedPath(String path) {
        var parts = new ArrayList<String>();
        for (String part : path.split("/", -1)) {
            parts.add(encoded(part));
        }
        return String.join("/", parts);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        client.close();
    }
}
