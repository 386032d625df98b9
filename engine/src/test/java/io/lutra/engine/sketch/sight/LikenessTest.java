package io.lutra.engine.sketch.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.Studio;
import io.lutra.engine.sketch.SketchModel;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.imaging.Raster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LikenessTest {
    private static final int SIDE = 256;
    private static final Path MODEL = Path.of(System.getProperty("lutra.root"), "models", "sketch");

    private static Library library;
    private static SketchModel model;

    @BeforeAll
    static void load() {
        library = Library.load(MODEL);
        model = SketchModel.load(MODEL, Nearness.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
        library.close();
    }

    @Test
    void findsADrawingThatIsPartlyHidden() throws InterruptedException {
        var picture = draw("a penguin at sunset", 4);

        var seen = Likeness.find(library, looks("penguin"), picture, hole(.1, .1, .9, .35));

        assertThat(seen).isPresent();
        assertThat(seen.get().look().figure().concept()).isEqualTo("penguin");
        assertThat(seen.get().score()).isGreaterThan(.8);
        assertThat(seen.get().light()[0]).isGreaterThan(seen.get().light()[2]);
    }

    @Test
    void findsTheSamePlaceWhateverIsHidden() throws InterruptedException {
        var picture = draw("a lion", 2);

        var left = Likeness.find(library, looks("lion"), picture, hole(0, 0, .3, 1))
                .orElseThrow()
                .place();
        var right = Likeness.find(library, looks("lion"), picture, hole(.8, 0, 1, 1))
                .orElseThrow()
                .place();

        assertThat(left.x()).isCloseTo(right.x(), org.assertj.core.data.Offset.offset(1.5));
        assertThat(left.y()).isCloseTo(right.y(), org.assertj.core.data.Offset.offset(1.5));
        assertThat(left.side()).isCloseTo(right.side(), org.assertj.core.data.Offset.offset(3.0));
    }

    @Test
    void findsNothingWhereNothingIs() throws InterruptedException {
        for (var prompt : List.of("a meadow", "a beach at sunset", "a city street", "a horse")) {
            var picture = draw(prompt, 3);

            assertThat(Likeness.find(library, looks("cat", "dog", "penguin"), picture, hole(.4, .4, .6, .6)))
                    .as(prompt)
                    .isEmpty();
        }
    }

    private static List<Probe.Look> looks(String... concepts) {
        return java.util.Arrays.stream(concepts)
                .flatMap(concept -> library.find(concept).orElseThrow().figures().stream())
                .map(figure -> new Probe.Look(figure, Optional.empty()))
                .toList();
    }

    private static boolean[] hole(double left, double top, double right, double bottom) {
        var hole = new boolean[SIDE * SIDE];
        for (int i = 0; i < hole.length; i++) {
            int row = i / SIDE;
            hole[i] = i % SIDE >= left * SIDE && i % SIDE < right * SIDE && row >= top * SIDE && row < bottom * SIDE;
        }
        return hole;
    }

    private static Raster draw(String prompt, long seed) throws InterruptedException {
        return new Studio(model).draw(prompt, SIDE, SIDE, seed);
    }
}
