package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraArgumentTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsAFileANameAndAWeight() throws IOException {
        Path file = Files.createFile(folder.resolve("Ink.safetensors"));

        assertThat(LoraArgument.parse(file.toString(), folder)).isEqualTo(new LoraArgument("ink", file, 1));
        assertThat(LoraArgument.parse("pen=" + file + "@0.8", folder)).isEqualTo(new LoraArgument("pen", file, 0.8));
        assertThat(LoraArgument.ofServer("ink@-0.5")).isEqualTo(new LoraArgument("ink", Path.of(""), -0.5));
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> LoraArgument.parse("none.safetensors@2", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--lora none.safetensors");
    }

    @Test
    void isWrittenAsTheApiReadsIt() {
        assertThat(LoraArgument.json(List.of(LoraArgument.ofServer("ink@0.5"), LoraArgument.ofServer("pen"))))
                .isEqualTo("[{\"name\":\"ink\",\"weight\":0.5},{\"name\":\"pen\",\"weight\":1.0}]");
    }
}
