package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every error of the API, caused on a running server: status, type, param, code and message. */
class ErrorTableTest {
    /**
     * Codes that no request can cause for sure: they need pictures of many clients to be decoded for twenty seconds, or an
     * operator who ends a drawing. {@code ErrorRendererTest} and {@code UploadGateTest} have them.
     */
    private static final Set<String> ELSEWHERE = Set.of("too_many_uploads", "cancelled");

    @TempDir
    static Path shared;

    private static TestServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start(shared);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<ErrorRow> rows() {
        return Stream.of(GenerationErrors.rows(), UploadErrors.rows(), ServerErrors.rows(), SafetyErrors.rows())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void tellsWhatIsWrong(ErrorRow row, @TempDir Path folder) throws Exception {
        var answer = row.cause().on(server, folder);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(row.status());
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.requestId()).matches("req_[0-9a-f]{32}");
        boolean mayRetry = row.status() == 408
                || (row.status() == 429 && !"insufficient_quota".equals(row.code()))
                || row.status() >= 500;
        assertThat(answer.shouldRetry()).isEqualTo(mayRetry ? "" : "false");
        var error = answer.body().get("error");
        assertThat(answer.body().propertyNames()).containsExactly("error");
        assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
        assertThat(error.get("type").stringValue()).isEqualTo(row.type());
        assertThat(text(error.get("param"))).isEqualTo(Objects.toString(row.param()));
        assertThat(text(error.get("code"))).isEqualTo(Objects.toString(row.code()));
        var message = error.get("message").stringValue();
        if (row.message().endsWith("...") && !row.message().endsWith("base64,...")) {
            var beginning = row.message().substring(0, row.message().length() - 3);
            assertThat(message).startsWith(beginning).hasSizeGreaterThan(beginning.length());
        } else {
            assertThat(message).isEqualTo(row.message());
        }
    }

    @Test
    void theTableHasEveryCodeThatTheDescriptionNames() throws Exception {
        var described = new TreeSet<String>();
        TestServer.json(server.get("/openapi.json"))
                .get("x-codes")
                .values()
                .forEach(codes -> described.addAll(codes.propertyNames()));
        described.removeAll(ELSEWHERE);
        var caused = new ArrayList<String>();
        rows().stream().map(ErrorRow::code).filter(Objects::nonNull).forEach(caused::add);

        assertThat(new TreeSet<>(caused)).isEqualTo(described);
    }

    private static String text(JsonNode node) {
        return node.isNull() ? "null" : node.stringValue();
    }
}
