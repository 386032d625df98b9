package io.lutra.engine.sketch.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.engine.sketch.prompt.reader.PromptReader;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposerTest {
    private static final int SEEDS = 4;

    private static Library library;
    private static PromptReader reader;

    @BeforeAll
    static void open() {
        library = Library.load(Path.of(System.getProperty("lutra.root"), "models", "sketch"));
        reader = new PromptReader(library.concepts(), Nearness.NONE);
    }

    @AfterAll
    static void close() {
        library.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "three birds flying over the sea | bird",
                "three seagulls flying over a beach | seagull",
                "three flying elephants over a city | elephant"
            })
    void whatFliesIsInTheSky(String prompt, String concept) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(bounds(prompt, concept, seed)).hasSize(3).allSatisfy(box -> {
                assertThat(box.getCenterY()).isLessThan(.4);
                assertThat(box.getMinX()).isGreaterThan(-.05);
                assertThat(box.getMaxX()).isLessThan(1.05);
            });
        }
    }

    @Test
    void whatFloatsOnWaterDoesNotFly() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(bounds("an otter floating in a river", "otter", seed))
                    .singleElement()
                    .satisfies(box -> assertThat(box.getMaxY()).isGreaterThan(.5));
        }
    }

    @Test
    void aDragonThatIsFoughtStandsOnTheGround() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(bounds("a knight fighting a dragon in front of a castle", "dragon", seed))
                    .singleElement()
                    .satisfies(box -> assertThat(box.getMaxY()).isGreaterThan(.5));
        }
    }

    @ParameterizedTest
    @CsvSource({"a cat wearing a red sweater", "close-up of a cat wearing a red sweater"})
    void clothesGoOnABodyAndNotOnTheFace(String prompt) {
        for (int seed = 0; seed < 2 * SEEDS; seed++) {
            var face = bounds(prompt, "cat-face", seed).getFirst();
            var shirt = bounds(prompt, "t-shirt", seed).getFirst();

            assertThat(shirt.getCenterY()).isGreaterThan(face.getMaxY() - face.getHeight() * .1);
        }
    }

    @Test
    void aBeardIsBelowTheEyes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var otter = bounds("an otter with a white beard", "otter", seed).getFirst();
            var beard = bounds("an otter with a white beard", "beard", seed).getFirst();

            assertThat(otter.intersects(beard)).isTrue();
            assertThat(beard.getWidth()).isLessThan(otter.getWidth() * .7);
            assertThat(beard.getMinY()).isGreaterThan(otter.getMinY() + otter.getHeight() * .05);
        }
    }

    private static List<Rectangle2D> bounds(String prompt, String concept, long seed) {
        return new Composer(library)
                .compose(reader.read(prompt), 512, 512, seed).placed().stream()
                        .map(Scene.Placed::piece)
                        .filter(piece -> piece.figure().concept().equals(concept))
                        .map(Piece::bounds)
                        .toList();
    }
}
