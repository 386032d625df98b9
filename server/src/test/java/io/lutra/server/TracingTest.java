package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.lutra.server.TraceReceiver.Span;
import io.lutra.server.tracing.TracePolicy;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The traces that a receiver of OTLP gets after real requests. */
@Timeout(60)
class TracingTest {
    private static final long SERVER = 2;
    private static final long ERROR = 2;
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String SMALL =
            "{'prompt':'very private','size':'64x64','model':'stripes','n':2,'user':'jane'}";

    @TempDir
    private Path folder;

    private TraceReceiver receiver;

    @BeforeEach
    void receive() throws Exception {
        receiver = TraceReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private TestServer traced(double ratio) throws InterruptedException {
        return traced(new TracePolicy(receiver.endpoint(), ratio, Map.of("x-key", "k")));
    }

    private TestServer traced(TracePolicy policy) throws InterruptedException {
        return TestServer.start(
                folder, config -> config.withAdmin(config.admin().withTraces(policy)));
    }

    private List<Span> received(int roots) {
        await().atMost(TestServer.PATIENCE)
                .until(() -> receiver.spans().stream()
                                .filter(span -> span.kind() == SERVER)
                                .count()
                        == roots);
        return receiver.spans();
    }

    private static Span root(List<Span> spans) {
        return spans.stream().filter(span -> span.kind() == SERVER).findFirst().orElseThrow();
    }

    private static Stream<Span> under(Span root, List<Span> spans, String name) {
        return spans.stream()
                .filter(span -> span.parent().equals(root.id()) && span.name().equals(name));
    }

    @Test
    void tellsWhereTheTimeOfARequestWent() throws Exception {
        try (var server = traced(1)) {
            var answered = server.generate(SMALL);
            var spans = received(1);

            var root = root(spans);
            assertThat(root.name()).isEqualTo("POST /images/generations");
            assertThat(root.parent()).isEmpty();
            assertThat(root.attributes())
                    .containsEntry("http.route", "/images/generations")
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("lutra.model", "stripes")
                    .containsEntry("lutra.n", "2")
                    .containsEntry("lutra.request", TestServer.header(answered, "x-request-id"));
            assertThat(root.status()).isZero();
            assertThat(spans).allMatch(span -> span.trace().equals(root.trace()));
            assertThat(under(root, spans, "queue")).hasSize(1);
            assertThat(under(root, spans, "text")).hasSize(1);
            for (var name : List.of("denoise", "decode", "encode")) {
                assertThat(under(root, spans, name)
                                .map(span -> span.attributes().get("lutra.picture")))
                        .as(name)
                        .containsExactlyInAnyOrder("0", "1");
            }
            assertThat(spans).allSatisfy(span -> {
                assertThat(span.end()).isGreaterThanOrEqualTo(span.start());
                assertThat(span.start()).isGreaterThanOrEqualTo(root.start());
                assertThat(span.end()).isLessThanOrEqualTo(root.end() + 5_000_000);
            });
            assertThat(Stream.of("queue", "text", "denoise", "decode", "encode")
                            .map(name -> under(root, spans, name)
                                    .min(Comparator.comparingLong(Span::start))
                                    .orElseThrow()))
                    .isSortedAccordingTo(Comparator.comparingLong(Span::start));
            assertThat(spans.toString()).doesNotContain("private", "jane");
        }
        assertThat(receiver.keys()).isNotEmpty().containsOnly("k");
        assertThat(receiver.resources()).allMatch(resource -> "lutra".equals(resource.get("service.name")));
    }

    @Test
    void continuesTheTraceOfItsClient() throws Exception {
        try (var server = traced(0)) {
            server.send(server.generation(SMALL).header("traceparent", "00-" + TRACE + "-" + PARENT + "-01"));

            var root = root(received(1));

            assertThat(root.trace()).isEqualTo(TRACE);
            assertThat(root.parent()).isEqualTo(PARENT);
        }
    }

    @Test
    void leavesOutWhatTheClientOrTheRatioLeavesOut() throws Exception {
        try (var server = traced(0)) {
            server.generate(SMALL);
            server.send(server.generation(SMALL).header("traceparent", "00-" + TRACE + "-" + PARENT + "-00"));
            server.get("/health/ready");
            server.send(server.generation(SMALL).header("traceparent", "not a trace"));
            server.send(server.generation(SMALL).header("traceparent", "00-" + TRACE + "-" + PARENT + "-01"));
        }
        // The server has sent what it had when it closed.
        assertThat(receiver.spans().stream().filter(span -> span.kind() == SERVER))
                .hasSize(1);
    }

    @Test
    void marksWhatFailedAlsoInAStream() throws Exception {
        try (var server = traced(1)) {
            server.generate("{'prompt':'broken'}");
            server.generate("{'prompt':'broken','stream':true}");
            server.generate("{'prompt':'x','n':99}");

            var roots =
                    received(3).stream().filter(span -> span.kind() == SERVER).toList();

            assertThat(roots)
                    .extracting(span -> span.attributes().get("http.response.status_code"), Span::status)
                    .containsExactlyInAnyOrder(tuple("500", ERROR), tuple("200", ERROR), tuple("400", 0L));
        }
    }

    @Test
    void tracesAClientThatLeftTheQueue() throws Exception {
        try (var server = traced(1);
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            var left = client.sendAsync(server.generation(SMALL).build(), HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> server.model().open() == 2);
            left.cancel(true);

            var spans = received(1);

            assertThat(root(spans).attributes()).containsEntry("http.response.status_code", "499");
            assertThat(under(root(spans), spans, "queue")).hasSize(1);
            assertThat(under(root(spans), spans, "denoise")).isEmpty();
        }
    }

    @Test
    void answersAllTheSameWhenNobodyReceives() throws Exception {
        var away = receiver.endpoint();
        receiver.close();
        try (var server = traced(new TracePolicy(away, 1, Map.of()))) {
            for (int i = 0; i < 50; i++) {
                assertThat(server.generate(SMALL).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void refusesAnEndpointThatIsNone() {
        for (var wrong : List.of("localhost:4318", "ftp://x/", "http://")) {
            assertThatThrownBy(() -> new TracePolicy(wrong, 1, Map.of()))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
