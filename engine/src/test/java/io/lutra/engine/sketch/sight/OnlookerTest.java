package io.lutra.engine.sketch.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.Studio;
import io.lutra.engine.sketch.SketchModel;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.imaging.Raster;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnlookerTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("lutra.root"), "models", "sketch");

    private static Library library;
    private static Onlooker onlooker;
    private static SketchModel model;

    @BeforeAll
    static void open() {
        library = Library.load(DIRECTORY);
        onlooker = Onlooker.load(DIRECTORY, library);
        model = SketchModel.load(DIRECTORY, Nearness.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
        library.close();
    }

    @Test
    void seesTheMainThingOfOurOwnPicturesAndNeverAnother() throws InterruptedException {
        int seen = 0;
        for (String concept : List.of("rocket", "penguin", "sunflower", "hamburger", "guitar")) {
            Raster picture = new Studio(model).draw("a " + concept, 256, 256, 1);
            var idea = onlooker.look(picture);
            if (idea.isPresent()) {
                assertThat(idea.get().subjects().getFirst().thing().best().concept())
                        .isEqualTo(concept);
                seen++;
            }
        }

        assertThat(seen).as("pictures of 5 whose subject is seen").isGreaterThanOrEqualTo(3);
    }

    @Test
    void seesAllOfAKindThatStandOutOfTheirPlace() throws InterruptedException {
        Raster cats = new Studio(model).draw("two cats on a beach", 512, 512, 5);

        var idea = onlooker.look(cats).orElseThrow();

        assertThat(idea.subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.thing().best().concept()).isEqualTo("cat");
            assertThat(subject.thing().count().number()).isEqualTo(2);
        });
    }

    @Test
    void knowsNothingOfNoise() {
        int[] argb = new int[128 * 128];
        var random = new SplittableRandom(1);
        for (int i = 0; i < argb.length; i++) {
            argb[i] = 0xff000000 | random.nextInt(1 << 24);
        }

        assertThat(onlooker.look(new Raster(128, 128, argb))).isEmpty();
    }

    @Test
    void siblingsDifferFromTheirPictureAndFromEachOtherAndKeepItsColours() throws InterruptedException {
        Raster picture = new Studio(model).draw("a castle on a hill at sunset", 256, 256, 1);

        var siblings = List.of(
                Restyling.sibling(picture, 0.6, 256, 256, 10),
                Restyling.sibling(picture, 0.6, 256, 256, 11),
                Restyling.sibling(picture, 0.6, 256, 256, 12));

        for (int i = 0; i < siblings.size(); i++) {
            assertThat(difference(picture, siblings.get(i))).isGreaterThan(0.03);
            assertThat(meanColourDistance(picture, siblings.get(i))).isLessThan(0.12);
            for (int j = 0; j < i; j++) {
                assertThat(difference(siblings.get(i), siblings.get(j))).isGreaterThan(0.03);
            }
        }
    }

    @Test
    void strengthSaysHowFarASiblingGoes() throws InterruptedException {
        Raster picture = new Studio(model).draw("a red apple", 256, 256, 1);

        double little = difference(picture, Restyling.sibling(picture, 0.05, 256, 256, 3));
        double much = difference(picture, Restyling.sibling(picture, 1, 256, 256, 3));

        assertThat(little).isLessThan(much);
    }

    private static double difference(Raster one, Raster other) {
        Patch a = Patch.of(one, 32);
        Patch b = Patch.of(other, 32);
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < 32 * 32; i++) {
                sum += Math.abs(a.planes()[channel][i] - b.planes()[channel][i]);
            }
        }
        return sum / (3 * 32 * 32);
    }

    private static double meanColourDistance(Raster one, Raster other) {
        Patch a = Patch.of(one, 1);
        Patch b = Patch.of(other, 1);
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            sum += Math.abs(a.planes()[channel][0] - b.planes()[channel][0]);
        }
        return sum / 3;
    }
}
