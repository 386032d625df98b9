package io.lutra.engine.sketch.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.BadWeights;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("lutra.root"), "models", "sketch");

    @Test
    void knowsTheFoundingSubjectInSeveralDrawings() {
        try (var library = Library.load(DIRECTORY)) {
            var otter = library.find("otter").orElseThrow();

            assertThat(otter.kind()).isEqualTo(Kind.ANIMAL);
            assertThat(otter.figures()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void everyDrawingCanBePaintedAndHasInk() {
        try (var library = Library.load(DIRECTORY)) {
            for (var entry : library.entries()) {
                for (var figure : entry.figures()) {
                    var image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_ARGB);
                    var graphics = image.createGraphics();
                    library.artwork(figure).paint(graphics, 24);
                    graphics.dispose();

                    long inked = java.util.Arrays.stream(image.getRGB(0, 0, 24, 24, null, 0, 24))
                            .filter(pixel -> pixel >>> 24 > 100)
                            .count();
                    assertThat(inked).as(figure.file()).isGreaterThan(20);
                }
            }
        }
    }

    @Test
    void namesTheFileThatIsMissing(@TempDir Path empty) {
        assertThatThrownBy(() -> Library.load(empty))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("SHA256SUMS");
    }

    @Test
    void namesTheFileThatIsCorrupt(@TempDir Path copy) throws IOException {
        for (var name : List.of("library.json", "drawings.zip", "SHA256SUMS")) {
            Files.copy(DIRECTORY.resolve(name), copy.resolve(name));
        }
        Files.writeString(copy.resolve("drawings.zip"), "x", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> Library.load(copy))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("drawings.zip");
    }
}
