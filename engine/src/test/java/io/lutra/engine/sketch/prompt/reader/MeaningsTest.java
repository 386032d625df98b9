package io.lutra.engine.sketch.prompt.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.text.TextEncoder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeaningsTest {
    private static TextEncoder encoder;
    private static PromptReader reader;

    @BeforeAll
    static void load() {
        encoder = TextEncoder.load(
                Device.start(DeviceSettings.standard()), Path.of(System.getProperty("lutra.root"), "models", "minilm"));
        reader = new PromptReader(TestLibrary.concepts(), new Meanings(encoder::embed));
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void findsTheNearestConceptOfAnUnknownWord() {
        assertThat(Notation.of(reader.read("a lawnmower"))).isEqualTo("tractor");
    }

    @Test
    void leavesOutWhatIsNearToNothing() {
        assertThat(Notation.of(reader.read("a cat and a zxcvbn"))).isEqualTo("cat");
    }

    @Test
    void drawsTheNearestConceptWhenNothingIsKnown() {
        assertThat(reader.read("qwertz asdfgh vote in the election").subjects()).isNotEmpty();
    }
}
