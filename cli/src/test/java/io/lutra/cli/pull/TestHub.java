package io.lutra.cli.pull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/**
 * A host of one repository, {@code owner/tiny}, on loopback: large files are redirected to a second server, which knows
 * ranges, as the real one does it. Can be told to misbehave.
 */
final class TestHub implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final int PAGE = 3;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer hub = server();
    private final HttpServer store = server();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Set<String> altered = ConcurrentHashMap.newKeySet();
    private final Semaphore forever = new Semaphore(0);
    final List<String> fetched = new CopyOnWriteArrayList<>();
    final List<String> ranges = new CopyOnWriteArrayList<>();
    final List<String> tokensAtStore = new CopyOnWriteArrayList<>();

    /** What the host asks for; empty for none. */
    volatile String token = "";

    /** How many answers break off half-way. */
    final AtomicInteger breaks = new AtomicInteger();

    /** How many answers stop half-way and never go on. */
    final AtomicInteger stalls = new AtomicInteger();

    /** Whether ranges are ignored. */
    volatile boolean withoutRanges;

    TestHub(Map<String, byte[]> files) {
        this.files.putAll(files);
        hub.createContext("/", this::answer);
        store.createContext("/", this::content);
        hub.start();
        store.start();
    }

    private HttpServer server() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    }

    /** From now on, this file's content differs from its checksum. */
    void alter(String path) {
        altered.add(path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String authorization = exchange.getRequestHeaders().getFirst("authorization");
        if (!token.isEmpty() && !("Bearer " + token).equals(authorization)) {
            send(exchange, 401, "{\"error\":\"Access is restricted\"}");
        } else if (path.equals("/api/models/owner/tiny/revision/main")) {
            send(exchange, 200, "{\"sha\":\"" + COMMIT + "\"}");
        } else if (path.equals("/api/models/owner/tiny/tree/" + COMMIT)) {
            tree(exchange);
        } else if (path.startsWith("/owner/tiny/resolve/" + COMMIT + "/")) {
            String file = path.substring(("/owner/tiny/resolve/" + COMMIT + "/").length());
            fetched.add(file);
            if (isLarge(file)) {
                exchange.getResponseHeaders()
                        .add(
                                "location",
                                "http://127.0.0.1:" + store.getAddress().getPort() + "/blobs/" + file);
                send(exchange, 302, "");
            } else {
                send(exchange, 200, new String(bytes(file), StandardCharsets.UTF_8));
            }
        } else {
            send(exchange, 404, "{\"error\":\"Repository not found\"}");
        }
    }

    private void tree(HttpExchange exchange) throws IOException {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
        int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=", "")) : 0;
        var names = List.copyOf(files.keySet());
        var page = names.subList(from, Math.min(names.size(), from + PAGE));
        var tree = JsonMapper.shared().createArrayNode();
        tree.addObject().put("type", "directory").put("path", "unet");
        for (String name : page) {
            byte[] content = bytes(name);
            var entry = tree.addObject()
                    .put("type", "file")
                    .put("path", name)
                    .put("size", content.length)
                    .put(
                            "oid",
                            hex("SHA-1", ("blob " + content.length + "\0").getBytes(StandardCharsets.UTF_8), content));
            if (isLarge(name)) {
                entry.put("oid", "0000")
                        .putObject("lfs")
                        .put("oid", hex("SHA-256", content))
                        .put("size", content.length);
            }
        }
        if (from + PAGE < names.size()) {
            exchange.getResponseHeaders()
                    .add(
                            "link",
                            "<%s/api/models/owner/tiny/tree/%s?recursive=true&cursor=%d>; rel=\"next\""
                                    .formatted(base(), COMMIT, from + PAGE));
        }
        send(exchange, 200, tree.toString());
    }

    private void content(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/blobs/".length());
        if (exchange.getRequestHeaders().containsKey("authorization")) {
            tokensAtStore.add(path);
        }
        byte[] bytes = bytes(path);
        if (altered.contains(path)) {
            bytes = bytes.clone();
            bytes[bytes.length - 1]++;
        }
        String range = exchange.getRequestHeaders().getFirst("range");
        int from = 0;
        if (range != null) {
            ranges.add(range);
        }
        if (range != null && !withoutRanges) {
            from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            exchange.getResponseHeaders()
                    .add("content-range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
        }
        byte[] part = Arrays.copyOfRange(bytes, from, bytes.length);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, part.length);
        if (breaks.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.getResponseBody().write(part, 0, part.length / 2);
            exchange.getResponseBody().flush();
            exchange.close();
            return;
        }
        if (stalls.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.getResponseBody().write(part, 0, part.length / 2);
            exchange.getResponseBody().flush();
            forever.acquireUninterruptibly();
        }
        try (var body = exchange.getResponseBody()) {
            body.write(part);
        }
    }

    private byte[] bytes(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    private static boolean isLarge(String path) {
        return path.endsWith(".safetensors") || path.endsWith(".bin");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private static String hex(String algorithm, byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        forever.release(1000);
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }
}
