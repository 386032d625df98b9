package io.lutra.engine.sketch.prompt.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.sketch.library.Library;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words for drawings that no set of emoji has. */
class OwnDrawingsTest {
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', quoteCharacter = '`', maxCharsPerColumn = 1000, textBlock = """
            a pirate ship with black sails in a stormy sea = pirate-ship | in sea storm
            a galleon                                      = pirate-ship
            a yellow submarine under the sea               = submarine(yellow) | in underwater
            a seagull on a rock                            = seagull + rock | 0 on 1
            a penguin on an iceberg                        = penguin + iceberg | 0 on 1
            a bowl of fruit on a table                     = fruit-bowl | in table
            an otter with a red beard                      = otter [wears beard(red)]
            一座冰山                                         = iceberg
            """)
    void areKnown(String prompt, String idea) {
        assertThat(Notation.of(reader.read(prompt))).isEqualTo(idea);
    }
}
