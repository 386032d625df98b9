package io.lutra.engine.sketch.retouch;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.Studio;
import io.lutra.engine.sketch.SketchModel;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.imaging.Raster;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetouchTest {
    private static final int SIDE = 256;
    private static final int SKY = 0xFF88AACC;

    private static SketchModel model;

    @BeforeAll
    static void load() {
        model = SketchModel.load(Path.of(System.getProperty("lutra.root"), "models", "sketch"), Nearness.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void putsTheHatOnTheHeadThatIsThereAndRestoresWhatTheMaskHidOfIt() throws InterruptedException {
        var otter = new Studio(model).draw("A cute baby sea otter", SIDE, SIDE, 7);
        var head = new Rectangle(56, 12, 128, 108);

        var edited = edit(otter, "A cute baby sea otter wearing a beret", head);

        int red = 0;
        int restored = 0;
        for (int y = head.y; y < head.y + head.height; y++) {
            for (int x = head.x; x < head.x + head.width; x++) {
                int pixel = edited.argb()[y * SIDE + x];
                red += ((pixel >> 16) & 255) > 150 && ((pixel >> 8) & 255) < 90 ? 1 : 0;
                boolean isDark = (otter.argb()[y * SIDE + x] & 0xFF) < 90;
                restored += isDark && distance(pixel, otter.argb()[y * SIDE + x]) < 60 ? 1 : 0;
            }
        }
        assertThat(red).as("pixels of the beret").isBetween(150, 4000);
        assertThat(restored).as("dark pixels of the face").isGreaterThan(150);
    }

    @Test
    void subjectsFillTheHole() throws InterruptedException {
        var hole = new Rectangle(60, 80, 120, 120);

        var changed = changed(edit(sky(), "a red apple", hole));

        assertThat(Math.max(changed.width, changed.height)).isBetween(95, 120);
        assertThat(hole.contains(changed)).isTrue();
    }

    @Test
    void whatStandsIsLowInATallHoleAndWhatHangsInItsMiddle() throws InterruptedException {
        var hole = new Rectangle(90, 20, 80, 220);

        var dog = changed(edit(sky(), "a dog", hole));
        var moon = changed(edit(sky(), "a full moon", hole));

        assertThat(dog.getMaxY()).isGreaterThan(hole.getMaxY() - 30);
        assertThat(moon.getCenterY()).isBetween(hole.getCenterY() - 30, hole.getCenterY() + 30);
    }

    @Test
    void oneThingGoesIntoEachOfSeveralHoles() throws InterruptedException {
        var holes = new Rectangle[] {
            new Rectangle(10, 100, 70, 80), new Rectangle(95, 100, 70, 80), new Rectangle(180, 100, 70, 80)
        };

        var edited = edit(sky(), "a strawberry", holes);

        for (var hole : holes) {
            int painted = 0;
            for (int y = hole.y; y < hole.y + hole.height; y++) {
                for (int x = hole.x; x < hole.x + hole.width; x++) {
                    painted += distance(edited.argb()[y * SIDE + x], SKY) > 40 ? 1 : 0;
                }
            }
            assertThat(painted).isGreaterThan(900);
        }
    }

    @Test
    void aPromptThatDescribesTheWholePictureAddsOnlyWhatIsNew() throws InterruptedException {
        var lion = new Studio(model).draw("a lion on a white background", SIDE, SIDE, 2);
        var corner = new Rectangle(4, 180, 70, 70);

        var edited = edit(lion, "a lion and a green apple", corner);

        int green = 0;
        int brown = 0;
        for (int y = corner.y; y < corner.y + corner.height; y++) {
            for (int x = corner.x; x < corner.x + corner.width; x++) {
                int pixel = edited.argb()[y * SIDE + x];
                int excess = ((pixel >> 8) & 255) - ((pixel >> 16) & 255);
                green += excess > 30 ? 1 : 0;
                brown += excess < -40 ? 1 : 0;
            }
        }
        assertThat(green).isGreaterThan(1000);
        assertThat(brown).isLessThan(green / 4);
    }

    @Test
    void whatTheHoleHidOfAThingIsRestoredAndNothingContinuesBelowIt() throws InterruptedException {
        var otter = new Studio(model).draw("A cute baby sea otter on a white background", SIDE, SIDE, 7);
        var below = new Rectangle(0, 176, SIDE, SIDE - 176);

        var edited = edit(otter, "A cute baby sea otter", below);

        int missed = 0;
        for (int i = below.y * SIDE; i < edited.argb().length; i++) {
            missed += distance(edited.argb()[i], otter.argb()[i]) > 70 ? 1 : 0;
        }
        assertThat(missed).as("pixels unlike the whole otter's").isLessThan(below.width * below.height / 25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A cute baby sea otter", "calm water"})
    void noStalkGrowsFromAThingThatTouchesTheHoleOnlySlightly(String prompt) throws InterruptedException {
        var otter = new Studio(model).draw("A cute baby sea otter", SIDE, SIDE, 7);
        var below = new Rectangle(0, 195, SIDE, SIDE - 195);

        var edited = edit(otter, prompt, below);

        assertThat(brown(edited, below)).isZero();
    }

    @Test
    void aPlaceFillsTheHoleBelowWhatIsSeenAlready() throws InterruptedException {
        var otter = new Studio(model).draw("A cute baby sea otter", SIDE, SIDE, 7);
        var below = new Rectangle(0, 195, SIDE, SIDE - 195);

        var edited = edit(otter, "A cute baby sea otter floating above a sandy beach", below);

        int sand = 0;
        for (int i = below.y * SIDE; i < edited.argb().length; i++) {
            int pixel = edited.argb()[i];
            int red = (pixel >> 16) & 255;
            sand += red > 215 && red - (pixel & 255) > 40 && ((pixel >> 8) & 255) > 180 ? 1 : 0;
        }
        assertThat(sand).isGreaterThan(below.width * below.height * 8 / 10);
        assertThat(brown(edited, below)).as("pixels of a second otter").isLessThan(400);
    }

    @Test
    void aPlaceThatIsThereAlreadyIsContinuedAsItIs() throws InterruptedException {
        var beach = new Studio(model).draw("a beach at noon", SIDE, SIDE, 3);
        var below = new Rectangle(0, 200, SIDE, SIDE - 200);

        var edited = edit(beach, "a beach at noon", below);

        long differing = java.util.stream.IntStream.range(below.y * SIDE, SIDE * SIDE)
                .filter(i -> distance(edited.argb()[i], beach.argb()[i]) > 40)
                .count();
        assertThat(differing).isLessThan(below.width * below.height / 20);
    }

    /** How many pixels have the colours of an otter's fur. */
    private static int brown(Raster picture, Rectangle where) {
        int brown = 0;
        for (int y = where.y; y < where.y + where.height; y++) {
            for (int x = where.x; x < where.x + where.width; x++) {
                int pixel = picture.argb()[y * SIDE + x];
                int red = (pixel >> 16) & 255;
                int blue = pixel & 255;
                brown += red > blue + 15 && red < 190 ? 1 : 0;
            }
        }
        return brown;
    }

    private static Raster sky() {
        var argb = new int[SIDE * SIDE];
        Arrays.fill(argb, SKY);
        return new Raster(SIDE, SIDE, argb);
    }

    private static Raster edit(Raster image, String prompt, Rectangle... holes) throws InterruptedException {
        var mask = new int[SIDE * SIDE];
        Arrays.fill(mask, 0xFF000000);
        for (var hole : holes) {
            for (int y = hole.y; y < hole.y + hole.height; y++) {
                Arrays.fill(mask, y * SIDE + hole.x, y * SIDE + hole.x + hole.width, 0);
            }
        }
        var request = new PictureRequest.Edit(
                image,
                new Raster(SIDE, SIDE, mask),
                prompt,
                new Output(SIDE, SIDE, 1, 5),
                model.info().defaults());
        return new Studio(model).draw(request, drawing -> {}).getFirst();
    }

    /** The bounds of what differs plainly from the sky, shadows left out. */
    private static Rectangle changed(Raster picture) {
        var bounds = new Rectangle(-1, -1);
        for (int i = 0; i < picture.argb().length; i++) {
            int row = i / SIDE;
            if (distance(picture.argb()[i], SKY) > 90) {
                bounds.add(new Rectangle(i % SIDE, row, 1, 1));
            }
        }
        return bounds;
    }

    /** The largest difference of a channel. */
    private static int distance(int a, int b) {
        int most = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            most = Math.max(most, Math.abs(((a >> shift) & 255) - ((b >> shift) & 255)));
        }
        return most;
    }
}
