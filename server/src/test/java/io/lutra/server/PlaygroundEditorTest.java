package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Variation;
import io.lutra.imaging.Raster;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Editing and varying in the playground: what is painted in a real browser is what reaches the model, to the pixel. */
@Tag("server")
class PlaygroundEditorTest {
    private static final int SIDE = Playground.SIDE;

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
    void sendsTheMaskThatWasPaintedPixelForPixel() throws Exception {
        playground.edit(picture(SIDE, SIDE));
        double radius = SIDE / 14.0;
        var line = playground.drag(64, 100, 180, 100);
        page.keyboard().press("e");
        var erased = playground.drag(120, 60, 120, 140);
        page.keyboard().press("b");
        var dot = playground.drag(20, 20, 20, 20);
        playground.drag(200, 200, 220, 200);
        page.keyboard().press("Control+z");

        playground.repaint("a hat");

        var expected = new boolean[SIDE * SIDE];
        line.paint(expected, radius, true);
        erased.paint(expected, radius, false);
        dot.paint(expected, radius, true);
        var edit = server.model().last(Edit.class);
        assertThat(edit.prompt()).isEqualTo("a hat");
        assertThat(painted(edit.mask())).isEqualTo(expected);
        assertThat(edit.image().argb()).isEqualTo(rasterOf(picture(SIDE, SIDE)));
    }

    @Test
    void paintsByTouchAndRedoesWhatWasUndone() throws Exception {
        playground.close();
        var options = new Browser.NewContextOptions().setHasTouch(true);
        playground = Playground.open(chromium, server.at("/").toString(), options);
        page = playground.page();
        playground.edit(picture(SIDE, SIDE));
        var first = playground.tap(70, 80);
        var second = playground.tap(180, 190);
        page.click(".tools button[aria-label='Undo']");
        page.click(".tools button[aria-label='Undo']");
        page.click(".tools button[aria-label='Redo']");
        page.click(".tools button[aria-label='Redo']");

        playground.repaint("two stars");

        var expected = new boolean[SIDE * SIDE];
        first.paint(expected, SIDE / 14.0, true);
        second.paint(expected, SIDE / 14.0, true);
        assertThat(painted(server.model().last(Edit.class).mask())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"crop, 0", "pad, 128"})
    void makesAPictureThatIsNotSquareFit(String shape, int borders) throws Exception {
        playground.edit(picture(400, 200));
        page.check("#edit-source input[value=" + shape + "]", new Page.CheckOptions().setForce(true));
        if (borders == 0) {
            playground.drag(128, 128, 128, 128);
        }

        playground.repaint("the sea");

        var mask = painted(server.model().last(Edit.class).mask());
        int paintedRows = 0;
        for (int y = 0; y < SIDE; y++) {
            paintedRows += mask[y * SIDE] ? 1 : 0;
        }
        assertThat(paintedRows).isEqualTo(borders);
        assertThat(page.locator("#edit-stage .compare").count()).isEqualTo(1);
    }

    @Test
    void aResultGoesBackIntoTheLoop() throws Exception {
        playground.edit(picture(SIDE, SIDE));
        playground.drag(100, 100, 150, 100);
        playground.repaint("a hat");
        page.click("text=Go on with this one");
        page.waitForSelector(".easel:visible");
        playground.drag(100, 100, 150, 100);
        playground.repaint("another hat");

        var edits = server.model().requests().stream()
                .filter(Edit.class::isInstance)
                .map(Edit.class::cast)
                .toList();
        assertThat(edits.getLast().image().argb())
                .isNotEqualTo(edits.get(edits.size() - 2).image().argb());
    }

    @Test
    void variesAPicture() throws Exception {
        page.click("nav a[href='#vary']");
        playground.upload("#vary-source", picture(SIDE, SIDE));
        page.waitForSelector("#vary-size", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.VISIBLE));
        page.selectOption("#vary-size", "256x256");
        page.fill("#vary-strength", "0.35");
        page.click("#vary-form .primary");
        page.locator("#vary-stage button.picture").nth(3).waitFor();

        var variation = server.model().last(Variation.class);
        assertThat(variation.strength()).isEqualTo(0.35);
        assertThat(variation.output().count()).isEqualTo(4);
        assertThat(variation.image().argb()).isEqualTo(rasterOf(picture(SIDE, SIDE)));
    }

    @Test
    void everythingCanBeDoneWithKeysAlone() throws Exception {
        page.focus("#draw-prompt");
        page.keyboard().type("by keys");
        page.keyboard().press("Control+Enter");
        page.locator("#draw-stage button.picture").waitFor();
        playground.tabTo("#draw-stage button.picture");
        page.keyboard().press("Enter");
        playground.tabTo("#viewer .actions button >> nth=1");
        page.keyboard().press("Enter");
        page.waitForSelector(".easel canvas");
        playground.tabTo(".easel");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("Enter");
        playground.tabTo("#edit-prompt");
        page.keyboard().type("a hat");
        int before = server.model().requests().size();
        page.keyboard().press("Control+Enter");
        page.waitForSelector("#edit-stage .compare");

        assertThat(server.model().requests()).hasSize(before + 1);
        var mask = painted(server.model().last(Edit.class).mask());
        int side = server.model().last(Edit.class).mask().width();
        double radius = side / 14.0;
        var expected = new boolean[side * side];
        double x = side / 2.0 - radius / 2;
        new Playground.Stroke(x, side / 2.0, x, side / 2.0).paint(expected, radius, true);
        assertThat(mask).isEqualTo(expected);
    }

    private static boolean[] painted(Raster mask) {
        var painted = new boolean[mask.argb().length];
        for (int i = 0; i < painted.length; i++) {
            painted[i] = mask.argb()[i] >>> 24 == 0;
        }
        return painted;
    }

    private static BufferedImage drawn(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, new Color(x * 255 / width, y * 255 / height, (x * 7 + y * 13) % 256).getRGB());
            }
        }
        return image;
    }

    private static byte[] picture(int width, int height) throws IOException {
        var png = new ByteArrayOutputStream();
        ImageIO.write(drawn(width, height), "png", png);
        return png.toByteArray();
    }

    private static int[] rasterOf(byte[] png) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
