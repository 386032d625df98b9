package io.lutra.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.BadWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
    /** SHA-256 of "abc", FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path directory;

    private Path list;

    @BeforeEach
    void writeList() throws IOException {
        list = Files.writeString(directory.resolve("SHA256SUMS"), ABC + "  abc.bin\n");
    }

    @Test
    void acceptsFilesThatAreUnchanged() throws IOException {
        Path file = Files.writeString(directory.resolve("abc.bin"), "abc");

        assertThat(Checksums.sha256(file)).isEqualTo(ABC);
        assertThatCode(() -> Checksums.verify(list)).doesNotThrowAnyException();
    }

    @Test
    void namesAFileThatWasChanged() throws IOException {
        Files.writeString(directory.resolve("abc.bin"), "abd");

        assertThatThrownBy(() -> Checksums.verify(list))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("abc.bin are not what they should be");
    }

    @Test
    void namesAFileThatIsMissing() {
        assertThatThrownBy(() -> Checksums.verify(list))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("abc.bin are missing");
    }

    @Test
    void refusesAListThatIsMissingOrMalformed() throws IOException {
        assertThatThrownBy(() -> Checksums.verify(directory.resolve("none")))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("none cannot be read");
        Files.writeString(list, "abc.bin");
        assertThatThrownBy(() -> Checksums.verify(list))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("not a sum and a name");
    }
}
