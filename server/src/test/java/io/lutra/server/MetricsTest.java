package io.lutra.server;

import static io.lutra.server.TestServer.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lutra.jobs.QueueLimits;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What /metrics says after real requests. */
@Timeout(60)
class MetricsTest {
    private static final String ROUTE = "/images/generations";

    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws InterruptedException {
        server = TestServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Exposition scrape() throws Exception {
        var response = server.get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        return Exposition.parse(response.body());
    }

    /** A request is counted when its answer has been sent, which its client may notice first. */
    private Exposition scrapeUntil(Predicate<Exposition> settled) {
        return await().atMost(TestServer.PATIENCE).until(this::scrape, settled);
    }

    private static double requests(Exposition scrape, String... labels) {
        return scrape.sum("lutra_http_requests_total", labels);
    }

    @Test
    void countsRequestsByRouteStatusAndModel() throws Exception {
        server.generate("{'prompt':'x','size':'64x64','model':'stripes','n':2}");
        server.generate("{'prompt':'x','n':11}");
        server.generate("{'prompt':'broken'}");
        server.get("/v1/models/dall-e-2");
        server.get("/v1/models/nobody-knows-this");
        server.get("/secret/path/of/a/client");
        server.send(server.request("/v1/models").method("BREW", HttpRequest.BodyPublishers.noBody()));

        var scrape = scrapeUntil(now -> requests(now) >= 7);

        assertThat(requests(scrape, "route", ROUTE, "status", "200", "model", "stripes", "method", "POST"))
                .isEqualTo(1);
        assertThat(requests(scrape, "route", ROUTE, "status", "400", "model", "none"))
                .isEqualTo(1);
        assertThat(requests(scrape, "route", ROUTE, "status", "500", "model", "stripes"))
                .isEqualTo(1);
        assertThat(requests(scrape, "route", "/models/{model}", "status", "200"))
                .isEqualTo(1);
        assertThat(requests(scrape, "route", "/models/{model}", "status", "404"))
                .isEqualTo(1);
        assertThat(requests(scrape, "route", "none", "status", "404")).isEqualTo(1);
        assertThat(requests(scrape, "route", "none", "status", "405", "method", "other"))
                .isEqualTo(1);
        assertThat(scrape.sum("lutra_http_request_duration_seconds_count", "route", ROUTE))
                .isEqualTo(3);
        assertThat(scrape.sum("lutra_http_request_duration_seconds_bucket", "route", ROUTE, "le", "+Inf"))
                .isEqualTo(3);
        assertThat(scrape.sum("lutra_http_response_bytes_total", "route", ROUTE))
                .isGreaterThan(100);
    }

    @Test
    void keepsWhatClientsMakeUpOutOfTheLabels() throws Exception {
        for (int i = 0; i < 20; i++) {
            server.get("/v1/models/made-up-" + i);
            server.get("/made/up/" + i);
            server.generate("{'prompt':'x','size':'256x256','model':'dall-e-2','user':'made-up-" + i + "'}");
        }

        var scrape = scrapeUntil(now -> requests(now) >= 60);

        assertThat(scrape.values("route")).isSubsetOf("none", "/models/{model}", ROUTE, "/metrics");
        assertThat(scrape.values("model")).isSubsetOf("none", "stripes");
        assertThat(new String(server.get("/metrics").body(), StandardCharsets.UTF_8))
                .doesNotContain("made-up");
    }

    @Test
    void countsJobsByHowTheyEndedAndPicturesByModel() throws Exception {
        server.generate("{'prompt':'x','size':'64x64','model':'stripes','n':3}");
        server.generate("{'prompt':'broken'}");
        var streamed = server.generate("{'prompt':'x','size':'1024x1024','model':'gpt-image-1','stream':true}");
        assertThat(streamed.statusCode()).isEqualTo(200);
        var streamedError = server.generate("{'prompt':'broken','stream':true}");
        assertThat(streamedError.statusCode()).isEqualTo(200);

        var scrape = scrapeUntil(now -> requests(now, "route", ROUTE) == 4);

        assertThat(scrape.sum("lutra_jobs_ended_total", "model", "stripes", "result", "succeeded"))
                .isEqualTo(2);
        assertThat(scrape.sum("lutra_jobs_ended_total", "model", "stripes", "result", "failed"))
                .isEqualTo(2);
        assertThat(scrape.sum("lutra_pictures_drawn_total", "model", "stripes")).isEqualTo(4);
        assertThat(scrape.sum("lutra_queue_wait_seconds_count")).isEqualTo(4);
        assertThat(scrape.sum("lutra_step_pictures_sum")).isEqualTo(4 * 4);
        assertThat(scrape.sum("lutra_step_duration_seconds_count"))
                .isEqualTo(scrape.sum("lutra_step_pictures_count"))
                .isEqualTo(server.model().stepsTaken());
    }

    @Test
    void countsAClientThatLeavesAndItsCancelledJob() throws Exception {
        server.model().hold();
        try (var client = HttpClient.newHttpClient()) {
            var left = client.sendAsync(
                    server.generation("{'prompt':'x','size':'64x64','model':'stripes'}")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            await().atMost(TestServer.PATIENCE).until(() -> server.model().open() == 1);
            assertThat(scrape().sum("lutra_drawing_pictures")).isEqualTo(1);
            assertThat(scrape().sum("lutra_http_requests_in_progress")).isEqualTo(2);
            left.cancel(true);

            var scrape = scrapeUntil(now -> requests(now, "status", "499") == 1);

            assertThat(requests(scrape, "route", ROUTE, "model", "stripes", "status", "499"))
                    .isEqualTo(1);
            assertThat(scrape.sum("lutra_jobs_ended_total", "result", "cancelled"))
                    .isEqualTo(1);
        }
    }

    @Test
    void showsWhatWaitsAndWhatWasRefused(@TempDir Path folder) throws Exception {
        try (var busy = TestServer.start(folder, config -> config.withQueue(new QueueLimits(2, 2)));
                var client = HttpClient.newHttpClient()) {
            busy.model().hold();
            for (int i = 0; i < 2; i++) {
                var _ = client.sendAsync(
                        busy.generation("{'prompt':'x','size':'64x64','model':'stripes','n':4}")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                int placed = i;
                await().atMost(TestServer.PATIENCE)
                        .until(() -> Exposition.parse(busy.get("/metrics").body())
                                        .sum(placed == 0 ? "lutra_drawing_pictures" : "lutra_queue_pictures")
                                == 4);
            }
            assertThat(busy.generate("{'prompt':'x','size':'64x64','model':'stripes'}")
                            .statusCode())
                    .isEqualTo(429);

            var scrape = Exposition.parse(busy.get("/metrics").body());

            assertThat(scrape.sum("lutra_queue_jobs")).isEqualTo(1);
            assertThat(scrape.sum("lutra_queue_limit_pictures")).isEqualTo(2);
            assertThat(scrape.sum("lutra_jobs_refused_total", "reason", "queue_full"))
                    .isEqualTo(1);
        }
    }

    @Test
    void showsWhatIsKeptAndWhatIsConnected() throws Exception {
        var picture = server.generate("{'prompt':'x','size':'256x256'}");
        assertThat(picture.statusCode()).isEqualTo(200);

        var scrape = scrape();

        assertThat(scrape.sum("lutra_storage_files")).isEqualTo(1);
        assertThat(scrape.sum("lutra_storage_bytes")).isPositive();
        assertThat(scrape.sum("lutra_storage_limit_bytes")).isGreaterThan(1 << 30);
        assertThat(scrape.sum("lutra_http_connections")).isPositive();
        assertThat(scrape.sum("lutra_ready")).isEqualTo(1);
        assertThat(scrape.sum("lutra_model_loaded", "model", "stripes")).isEqualTo(1);
        assertThat(scrape.sum("lutra_build_info")).isEqualTo(1);
    }

    @Test
    void countsWhatIsNoHttp() throws Exception {
        server.raw("NONSENSE\r\n\r\n");

        var scrape = scrapeUntil(now -> requests(now, "method", "other") == 1);

        assertThat(requests(scrape, "method", "other", "route", "none", "status", "400"))
                .isEqualTo(1);
    }

    @Test
    void namesAndExplainsEverything() throws Exception {
        server.generate("{'prompt':'x','size':'64x64','model':'stripes'}");
        var scrape = scrapeUntil(now -> requests(now) >= 1);

        assertThat(scrape.names())
                .contains("process_resident_memory_bytes", "jvm_memory_used_bytes", "jvm_threads_current");
        var ours = scrape.types().keySet().stream()
                .filter(name -> name.startsWith("lutra_"))
                .toList();
        assertThat(ours).hasSizeGreaterThan(25);
        for (var name : ours) {
            assertThat(scrape.helps().get(name)).as(name).hasSizeGreaterThan(25).endsWith(".");
            assertThat(name.endsWith("_total"))
                    .as(name)
                    .isEqualTo("counter".equals(scrape.types().get(name)));
            assertThat(name).as("base units").doesNotContain("milli", "_ms", "_mb", "percent");
        }
    }

    @Test
    void speaksOpenMetricsToo() throws Exception {
        var response = server.send(server.request("/metrics").header("accept", "application/openmetrics-text"));

        assertThat(header(response, "content-type")).startsWith("application/openmetrics-text");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).endsWith("# EOF\n");
    }
}
