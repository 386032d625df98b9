package io.lutra.server;

import static io.lutra.server.TestServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.lutra.imaging.Png;
import io.lutra.server.access.AccessPolicy;
import io.lutra.server.access.Grant;
import io.lutra.server.access.KeyFile;
import io.lutra.server.access.Rates;
import io.lutra.server.access.Switch;
import io.lutra.server.access.Switches;
import io.lutra.server.safety.SafetyConfig;
import io.lutra.server.safety.SafetyConfig.OnFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is not drawn, who is asked about it, and what is written down. */
class SafetyTest {
    private static final String INLINE =
            "{'prompt':'an otter','size':'256x256','user':'anna','response_format':'b64_json'}";

    @TempDir
    Path folder;

    private TestServer start(SafetyConfig safety) throws InterruptedException {
        return TestServer.start(folder, config -> config.withSafety(safety));
    }

    private static SafetyConfig listed(Path words) {
        return SafetyConfig.STANDARD.with(new SafetyConfig.Prompts(true, words));
    }

    private static void isRefused(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asString()).isEqualTo("content_policy_violation");
        assertThat(TestServer.header(response, "x-should-retry")).isEqualTo("false");
    }

    @Test
    void aListOfOnesOwnIsTakenUpWhileTheServerRuns() throws Exception {
        var words = Files.writeString(folder.resolve("words.txt"), "# ours\nzebra\n/gr[ae]y horse/\n");
        try (var server = start(listed(words))) {
            isRefused(server.generate("{'prompt':'a ZÉBRA at night','size':'256x256'}"));
            isRefused(server.generate("{'prompt':'a z\u200be\u200bbra','size':'256x256'}"));
            isRefused(server.generate("{'prompt':'two gray horses','size':'256x256'}"));
            isRefused(server.generate("{'prompt':'x','negative_prompt':'zebra','size':'256x256'}"));
            isRefused(server.generate("{'prompt':'a zebra','stream':true}"));
            assertThat(server.generate("{'prompt':'zebrafish','size':'256x256'}")
                            .statusCode())
                    .isEqualTo(200);

            Files.writeString(words, "fish*\n");
            await().atMost(TestServer.PATIENCE)
                    .until(() -> server.generate("{'prompt':'a zebra','size':'256x256'}")
                                    .statusCode()
                            == 200);
            isRefused(server.generate("{'prompt':'fishes','size':'256x256'}"));
        }
    }

    @Test
    void editsAreHeldAgainstTheListToo() throws Exception {
        try (var server = start(listed(Files.writeString(folder.resolve("words.txt"), "zebra")))) {
            var picture = Png.encode(TestForm.withHole(TestForm.picture(256)), Map.of());
            var form = new TestForm()
                    .file("image", picture)
                    .text("prompt", "a zebra")
                    .text("size", "256x256");

            isRefused(server.send(form.to(server, "/v1/images/edits")));
        }
    }

    @Test
    void aKeyCanHaveItOtherwise() throws Exception {
        var keys = new KeyFile(folder);
        var free = key(keys, "free", new Switches(Switch.OFF, Switch.OFF));
        var held = key(keys, "held", Switches.INHERITED);
        var words = Files.writeString(folder.resolve("words.txt"), "zebra");
        try (var server = TestServer.start(
                folder,
                config -> config.withSafety(listed(words)).withAccess(new AccessPolicy(true, Rates.UNBOUNDED)))) {
            var asked = "{'prompt':'a zebra','size':'256x256','response_format':'b64_json'}";
            isRefused(server.send(server.generation(asked).header("authorization", "Bearer " + held)));
            var drawn = server.send(server.generation(asked).header("authorization", "Bearer " + free));

            assertThat(drawn.statusCode()).isEqualTo(200);
            var file = new String(
                    TestServer.inline(json(drawn).at("/data/0")), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(file).doesNotContain("tEXt").doesNotContain("iTXt");
        }
    }

    private static String key(KeyFile keys, String name, Switches switches) {
        return keys.add(
                        name,
                        new Grant(false, List.of(), -1, -1, -1, -1, switches),
                        Instant.now(),
                        new Random(name.hashCode()))
                .secret();
    }

    /** A check of prompts, on a port of its own. */
    private record Hook(HttpServer server, ConcurrentLinkedQueue<JsonNode> asked) implements AutoCloseable {
        static Hook answering(HttpHandler handler) throws IOException {
            var asked = new ConcurrentLinkedQueue<JsonNode>();
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                asked.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
                handler.handle(exchange);
                exchange.close();
            });
            server.start();
            return new Hook(server, asked);
        }

        static Hook answering(int status, String body) throws IOException {
            return answering(exchange -> answer(exchange, status, body.getBytes(UTF_8)));
        }

        SafetyConfig safety(OnFailure onFailure, Duration timeout) {
            var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/check";
            return SafetyConfig.STANDARD.with(new SafetyConfig.Webhook(url, timeout, onFailure, 4, Path.of("")));
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Test
    void theOperatorsCheckIsToldWhatIsAskedAndCanRefuseIt() throws Exception {
        try (var hook = Hook.answering(200, "{\"allow\":false,\"reason\":\"No otters today.\"}");
                var server = start(hook.safety(OnFailure.CLOSED, TestServer.PATIENCE))) {
            var response = server.generate(INLINE);

            isRefused(response);
            assertThat(json(response).at("/error/message").asString()).contains("No otters today.");
            var asked = hook.asked().remove();
            assertThat(asked.get("prompt").asString()).isEqualTo("an otter");
            assertThat(asked.get("route").asString()).isEqualTo("/images/generations");
            assertThat(asked.get("request_id").asString()).isEqualTo(TestServer.header(response, "x-request-id"));
            assertThat(asked.toString()).doesNotContain("anna").doesNotContain("127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "otter", "[]", "null", "{}", "{\"allow\":\"yes\"}", "{\"allow\":1}"})
    void whatIsNoAnswerIsNone(String body) throws Exception {
        try (var hook = Hook.answering(200, body)) {
            try (var server = start(hook.safety(OnFailure.CLOSED, TestServer.PATIENCE))) {
                assertThat(server.generate(INLINE).statusCode()).isEqualTo(503);
            }
            try (var server = start(hook.safety(OnFailure.OPEN, TestServer.PATIENCE))) {
                assertThat(server.generate(INLINE).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void redirectsAndEndlessAnswersAreNone() throws Exception {
        try (var elsewhere = Hook.answering(200, "{\"allow\":true}");
                var redirecting = Hook.answering(exchange -> {
                    exchange.getResponseHeaders()
                            .set(
                                    "location",
                                    "http://127.0.0.1:"
                                            + elsewhere.server().getAddress().getPort() + "/");
                    answer(exchange, 307, new byte[0]);
                });
                var endless = Hook.answering(200, "{\"allow\":true," + " ".repeat(1 << 20) + "\"reason\":\"\"}")) {
            for (var hook : List.of(redirecting, endless)) {
                try (var server = start(hook.safety(OnFailure.CLOSED, TestServer.PATIENCE))) {
                    assertThat(server.generate(INLINE).statusCode()).isEqualTo(503);
                }
            }
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void aCheckThatHangsHoldsRequestsUpForItsTimeoutAlone() throws Exception {
        var never = new CountDownLatch(1);
        try (var hook = Hook.answering(exchange -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                var server = start(hook.safety(OnFailure.OPEN, Duration.ofMillis(200)))) {
            assertThat(server.generate(INLINE).statusCode()).isEqualTo(200);
        } finally {
            never.countDown();
        }
    }

    @Test
    void questionsAreSigned() throws Exception {
        var secret = "a secret of enough length";
        var signatures = new ConcurrentLinkedQueue<List<String>>();
        try (var hook = Hook.answering(exchange -> {
            signatures.add(exchange.getRequestHeaders().get("lutra-signature"));
            answer(exchange, 200, "{\"allow\":true}".getBytes(UTF_8));
        })) {
            var plain = hook.safety(OnFailure.CLOSED, TestServer.PATIENCE).webhook();
            var file = Files.writeString(folder.resolve("secret"), secret + "\n");
            var signed = new SafetyConfig.Webhook(plain.url(), plain.timeout(), plain.onFailure(), 1, file);
            try (var server = start(SafetyConfig.STANDARD.with(signed))) {
                assertThat(server.generate(INLINE).statusCode()).isEqualTo(200);
            }
            var sent = signatures.remove().getFirst();
            assertThat(sent).matches("t=\\d+,v1=[0-9a-f]{64}");
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((sent.substring(2, sent.indexOf(',')) + ".").getBytes(UTF_8));
            var body = JsonMapper.shared().writeValueAsBytes(hook.asked().remove());
            assertThat(sent).endsWith("v1=" + HexFormat.of().formatHex(mac.doFinal(body)));
        }
    }

    private static SafetyConfig audited(boolean prompts, long fileBytes, int files) {
        return SafetyConfig.STANDARD.with(new SafetyConfig.Audit(true, prompts, fileBytes, files, Duration.ZERO));
    }

    private List<JsonNode> lines() throws IOException {
        return Files.readAllLines(folder.resolve("audit/audit.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    @Test
    void theAuditLogHasWhoWhatAndTheHashOfEveryFileButNoPrompt() throws Exception {
        HttpResponse<byte[]> response;
        try (var server = start(audited(false, 1 << 20, 3))) {
            response = server.generate(INLINE.replace("256'", "256','n':2"));
        }
        var lines = lines();

        assertThat(lines)
                .extracting(line -> line.get("event").asString())
                .containsExactly("verdict", "picture", "picture");
        assertThat(lines)
                .extracting(line -> line.get("request_id").asString())
                .containsOnly(TestServer.header(response, "x-request-id"));
        assertThat(lines.getFirst().get("verdict").asString()).isEqualTo("allowed");
        assertThat(lines.getFirst().get("prompt_hash").asString()).matches("[0-9a-f]+");
        assertThat(lines.toString())
                .doesNotContain("otter")
                .doesNotContain("anna")
                .doesNotContain("127.0.0.1");
        for (int i = 0; i < 2; i++) {
            var file = TestServer.inline(json(response).at("/data/" + i));
            assertThat(lines.get(1 + i).get("sha256").asString())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        }
    }

    @Test
    void promptsAreWrittenDownIfTheyAreToBeAndRefusalsWithTheirRule() throws Exception {
        var words = Files.writeString(folder.resolve("words.txt"), "zebra");
        var config = audited(true, 1 << 20, 3).with(new SafetyConfig.Prompts(true, words));
        try (var server = start(config)) {
            isRefused(server.generate("{'prompt':'a zebra\\nin two lines','size':'256x256'}"));
        }

        var line = lines().getFirst();
        assertThat(line.get("prompt").asString()).isEqualTo("a zebra\nin two lines");
        assertThat(line.get("verdict").asString()).isEqualTo("refused");
        assertThat(line.get("by").asString()).isEqualTo("policy");
        assertThat(line.get("detail").asString()).isEqualTo("words.txt:1");
    }

    @Test
    void theAuditLogIsRotatedAndItsOldestFilesGo() throws Exception {
        try (var server = start(audited(true, 1000, 2))) {
            for (int i = 0; i < 12; i++) {
                server.generate(INLINE);
            }
        }
        try (var files = Files.list(folder.resolve("audit"))) {
            var all = files.toList();
            assertThat(all).hasSize(3);
            for (var file : all) {
                assertThat(Files.size(file)).isLessThanOrEqualTo(1000);
                assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
                Files.readAllLines(file).forEach(line -> JsonMapper.shared().readTree(line));
            }
        }
    }

    @Test
    void anAuditLogThatCannotBeWrittenStopsNobodyAndSaysLaterWhatIsMissing() throws Exception {
        var inTheWay = Files.writeString(folder.resolve("audit"), "not a folder");
        try (var server = start(audited(false, 1 << 20, 3))) {
            assertThat(server.generate(INLINE).statusCode()).isEqualTo(200);
            Files.delete(inTheWay);
            assertThat(server.generate(INLINE).statusCode()).isEqualTo(200);
        }

        assertThat(lines().getFirst().get("event").asString()).isEqualTo("lost");
        assertThat(lines().getFirst().get("lines").asInt()).isEqualTo(2);
        assertThat(lines()).hasSize(3);
    }

    @Test
    void aTornLineOfACrashIsTakenAway() throws Exception {
        Files.createDirectory(folder.resolve("audit"));
        Files.writeString(folder.resolve("audit/audit.jsonl"), "{\"event\":\"whole\"}\n{\"event\":\"to");
        try (var server = start(audited(false, 1 << 20, 3))) {
            server.generate(INLINE);
        }

        assertThat(lines())
                .extracting(line -> line.get("event").asString())
                .containsExactly("whole", "verdict", "picture");
    }
}
