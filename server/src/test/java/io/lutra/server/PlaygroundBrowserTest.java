package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.lutra.engine.PictureRequest.Generation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Drawing, the gallery, errors and accessibility of the playground, in a real browser against a real server that draws stripes. */
@Tag("server")
class PlaygroundBrowserTest {
    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static TestServer server;

    private Playground playground;
    private Page page;

    @BeforeAll
    static void start() throws InterruptedException {
        chromium = Chromium.start();
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        playground = Playground.open(chromium, server.at("/").toString());
        page = playground.page();
    }

    @AfterEach
    void nothingWasComplainedAbout() {
        playground.close();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void drawsAPromptAndKeepsItInTheGalleryAcrossAReload() throws Exception {
        page.fill("#draw-seed", "7");
        page.fill("#draw-count", "2");
        playground.draw("a \"red\" apple, it's <b>ripe</b>");
        page.locator("#draw-stage button.picture").nth(1).waitFor();

        page.reload();
        page.click("nav a[href='#gallery']");

        var tiles = page.locator("#gallery-wall button");
        tiles.nth(1).waitFor();
        assertThat(tiles.count()).isEqualTo(2);
        tiles.first().click();
        assertThat(page.locator("#viewer").innerText())
                .contains("a \"red\" apple, it's <b>ripe</b>", "8", "stripes", "256 × 256");
        assertThat(server.model().last(Generation.class).prompt()).isEqualTo("a \"red\" apple, it's <b>ripe</b>");
        assertThat(server.model().last(Generation.class).output().count()).isEqualTo(2);
    }

    @Test
    void theCurlSampleDrawsTheSamePictureAgain() throws Exception {
        page.fill("#draw-seed", "11");
        playground.draw("it's $HOME \\ \"quoted\" `now` 海獺");
        page.click("#draw-stage button.picture");
        page.click("#viewer summary");
        var sample = page.locator("#code-text").textContent();

        var process = new ProcessBuilder("bash", "-c", sample)
                .redirectErrorStream(false)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        var url = JsonMapper.shared().readTree(answer).at("/data/0/url").stringValue();
        var again = server.send(HttpRequest.newBuilder(URI.create(url))).body();
        var download = page.waitForDownload(() -> page.click("#viewer button:has-text('Download')"));
        assertThat(again).isEqualTo(Files.readAllBytes(download.path()));
    }

    @Test
    void showsHowFarItIsAndCancelsForReal() {
        server.model().hold();
        try {
            playground.fillPrompt("slowly");
            page.click("#draw-form summary");
            page.fill("#draw-steps", "50");
            page.click("#draw-form .primary");
            server.model().allow(20);
            page.waitForSelector("#draw-stage .progress:has-text('Step ')");
            page.waitForSelector("#draw-stage img.preview");
            assertThat(server.model().open()).isEqualTo(1);

            page.click("#draw-form [data-cancel]");
            page.waitForSelector("#draw-stage:has-text('Cancelled.')");

            // Fewer steps than the picture needs: only a cancelled one is closed by then.
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        server.model().allow(1);
                        return server.model().open() == 0;
                    });
            assertThat(page.locator("#draw-stage .frame").count()).isZero();
            assertThat(page.isEnabled("#draw-form .primary")).isTrue();
        } finally {
            server.model().letGo();
        }
    }

    @Test
    void saysInPlainWordsWhatTheApiRefuses() {
        page.fill("#draw-count", "11");
        playground.draw("too many", false);

        var trouble = page.locator("#draw-stage .trouble");
        trouble.waitFor();
        assertThat(trouble.innerText()).contains("Ask for 1 to 10 pictures.", "The server said:", "'n'");

        page.fill("#draw-count", "1");
        playground.draw("broken", false);
        page.waitForSelector("#draw-stage .trouble:has-text('Something in the server broke')");
    }

    @Test
    void asksForAKeyOnlyWhenTheServerWantsOneAndKeepsItInTheTab() {
        page.route("**/v1/images/generations", route -> {
            if ("Bearer sesame".equals(route.request().headers().get("authorization"))) {
                route.resume();
            } else {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(401)
                        .setContentType("application/json")
                        .setBody("{\"error\":{\"message\":\"No key.\",\"type\":\"invalid_request_error\","
                                + "\"param\":null,\"code\":\"invalid_api_key\"}}"));
            }
        });
        playground.draw("locked", false);
        page.click("#draw-stage .trouble button");
        page.fill("#key-field", "sesame");
        page.keyboard().press("Enter");
        page.locator("#draw-stage button.picture").waitFor();

        assertThat(page.evaluate("JSON.stringify({...localStorage})").toString())
                .doesNotContain("sesame");
        page.click("#draw-stage button.picture");
        assertThat(page.locator("#code-text").textContent())
                .contains("Bearer $OPENAI_API_KEY")
                .doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource({"light, en", "dark, en", "light, zh-CN", "dark, zh-CN"})
    void axeFindsNothing(String theme, String language) throws Exception {
        page.selectOption("#language", language);
        if (theme.equals("dark")) {
            page.click("#theme");
        }
        playground.draw("a quiet picture");
        page.click("#draw-form summary");
        assertAccessible("draw");
        page.click("#draw-stage button.picture");
        page.click("#viewer summary");
        assertAccessible("viewer");
        page.keyboard().press("Escape");
        page.click("#draw-stage figcaption button >> nth=0");
        page.waitForSelector(".easel canvas");
        assertAccessible("edit");
        page.click("nav a[href='#vary']");
        assertAccessible("vary");
        page.click("nav a[href='#gallery']");
        page.waitForSelector("#gallery-wall img");
        assertAccessible("gallery");
    }

    private void assertAccessible(String where) throws IOException {
        try (var script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
        }
        var found = page.evaluate("async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',"
                + " 'wcag21aa', 'wcag22aa', 'best-practice']})).violations.map(it => it.id + ': '"
                + " + it.nodes.map(node => node.html + ' ' + node.failureSummary).join('; '))");
        assertThat((List<?>) found).as(where).isEmpty();
    }
}
