package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lutra.engine.ModelRegistry;
import io.lutra.engine.OnDemandModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the dashboard, the alerts and the page about them against what a server that has seen everything really tells. */
@Timeout(60)
class ObservationFilesTest {
    private static final Path ROOT = Path.of(System.getProperty("lutra.root"));
    private static final Pattern METRIC = Pattern.compile("\\b((?:lutra|jvm|process)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+) ?(?:=~|!~|!=|=)");
    private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\) \\((.*)");

    /** What Prometheus adds, and the buckets of histograms. */
    private static final Set<String> ADDED = Set.of("instance", "job", "le");

    private static Exposition scrape = Exposition.parse(new byte[0]);

    @BeforeAll
    static void tellEverything(@TempDir Path folder) throws Exception {
        var loaded = new StripesModel("stripes", 1024);
        var other = new StripesModel("other", 1024);
        try (var server = TestServer.loading(
                folder,
                config -> config,
                () -> new ModelRegistry(
                        List.of(
                                new OnDemandModel(loaded.info(), 10, () -> loaded),
                                new OnDemandModel(other.info(), 10, () -> other),
                                new OnDemandModel(new StripesModel("unreadable", 64).info(), 10, () -> {
                                    throw new IllegalStateException("no such file");
                                })),
                        10))) {
            await().atMost(TestServer.PATIENCE)
                    .until(() -> server.get("/health/ready").statusCode() == 200);
            for (var model : List.of("stripes", "other", "stripes", "unreadable")) {
                server.generate("{'prompt':'x','size':'64x64','model':'" + model + "'}");
            }
            server.generate("{'prompt':'broken','stream':true}");
            await().atMost(TestServer.PATIENCE).until(() -> {
                scrape = Exposition.parse(server.get("/metrics").body());
                return scrape.sum("lutra_http_requests_total", "route", "/images/generations") == 5;
            });
        }
        assertThat(scrape.sum("lutra_model_load_duration_seconds_count", "model", "stripes"))
                .isEqualTo(3);
        assertThat(scrape.sum("lutra_model_evictions_total")).isEqualTo(3);
        assertThat(scrape.sum("lutra_model_load_failures_total", "model", "unreadable"))
                .isEqualTo(1);
        assertThat(scrape.sum("lutra_model_memory_limit_bytes")).isEqualTo(10);
        assertThat(scrape.sum("lutra_http_streams_failed_total")).isEqualTo(1);
        assertThat(scrape.sum("lutra_stage_duration_seconds_count", "stage", "encode"))
                .isEqualTo(3);
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /** Every metric of a query must be there, with every label that it is asked for by. */
    private static void check(String query) {
        var metric = METRIC.matcher(query);
        int found = 0;
        while (metric.find()) {
            found++;
            var name = metric.group(1);
            assertThat(scrape.names()).as(query).contains(name);
            if (metric.group(2) != null) {
                var label = MATCHER.matcher(metric.group(2));
                while (label.find()) {
                    assertThat(labels(name)).as(name + " in " + query).contains(label.group(1));
                }
            }
        }
        assertThat(found).as(query).isPositive();
        var grouped = GROUPED.matcher(query);
        while (grouped.find()) {
            var name = METRIC.matcher(grouped.group(2));
            assertThat(name.find()).as(query).isTrue();
            assertThat(labels(name.group(1)))
                    .as(query)
                    .containsAll(Stream.of(grouped.group(1).split(","))
                            .map(String::strip)
                            .toList());
        }
    }

    private static Set<String> labels(String metric) {
        var labels = new TreeSet<>(ADDED);
        scrape.samples().getOrDefault(metric, Map.of()).keySet().forEach(of -> labels.addAll(of.keySet()));
        return labels;
    }

    private static List<JsonNode> panels() throws IOException {
        var dashboard = JsonMapper.shared().readTree(read("dist/observe/grafana-dashboard.json"));
        var panels = new ArrayList<JsonNode>();
        dashboard.get("panels").forEach(panels::add);
        return panels;
    }

    @Test
    void everyPanelAsksForWhatThereIs() throws IOException {
        int queries = 0;
        for (var panel : panels()) {
            if (!panel.get("type").stringValue().equals("row")) {
                assertThat(panel.get("targets").size())
                        .as(panel.get("title").stringValue())
                        .isPositive();
                for (var target : panel.get("targets")) {
                    check(target.get("expr").stringValue());
                    queries++;
                }
            }
        }
        assertThat(queries).isGreaterThan(40);
    }

    @Test
    void noTwoPanelsLieUponEachOther() throws IOException {
        var taken = new TreeSet<Integer>();
        for (var panel : panels()) {
            var place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").intValue(); x++) {
                for (int y = 0; y < place.get("h").intValue(); y++) {
                    int column = place.get("x").intValue() + x;
                    assertThat(column).isLessThan(24);
                    assertThat(taken.add((place.get("y").intValue() + y) * 24 + column))
                            .as(panel.get("title").stringValue())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theVariablesOfTheDashboardHaveValues() throws IOException {
        var variables = JsonMapper.shared()
                .readTree(read("dist/observe/grafana-dashboard.json"))
                .at("/templating/list");
        var query = Pattern.compile("label_values\\(([a-z_]+), ([a-z]+)\\)");
        int asked = 0;
        for (var variable : variables) {
            if (variable.get("type").stringValue().equals("query")) {
                var values = query.matcher(variable.get("definition").stringValue());
                assertThat(values.matches()).isTrue();
                assertThat(labels(values.group(1))).contains(values.group(2));
                asked++;
            }
        }
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void everyAlertAsksForWhatThereIs() throws IOException {
        var alerts = read("dist/observe/alerts.yml");
        var expressions =
                Pattern.compile("expr: (?:\\|\\n((?: {10,}.*\\n)+)|(.*)\\n)").matcher(alerts);
        int found = 0;
        while (expressions.find()) {
            var query = expressions.group(1) == null ? expressions.group(2) : expressions.group(1);
            found++;
            if (!query.startsWith("up{")) {
                check(query.replaceAll("\\s+", " ").strip());
            }
        }
        assertThat(found).isEqualTo(alerts.split("- alert:", -1).length - 1).isGreaterThan(8);
    }

    @Test
    void thePageAboutThemNamesEveryMetricAndNoOther() throws IOException {
        var page = read("docs/operations.md");
        var named = Pattern.compile("`(lutra_[a-z_]+)`")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        var told = scrape.types().keySet().stream()
                .filter(name -> name.startsWith("lutra_"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(told);
    }

    @Test
    void theDashboardShowsEveryMetricOfOurs() throws IOException {
        var queries = panels().toString();

        assertThat(scrape.types().keySet().stream().filter(name -> name.startsWith("lutra_")))
                .allMatch(queries::contains);
    }
}
