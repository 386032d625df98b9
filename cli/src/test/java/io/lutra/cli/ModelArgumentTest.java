package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.cli.ModelArgument.Embedded;
import io.lutra.cli.ModelArgument.OnDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArgumentTest {
    @TempDir
    private Path folder;

    private Path checkpoint = Path.of("");

    @BeforeEach
    void makeCheckpoint() throws IOException {
        checkpoint = Files.createFile(folder.resolve("Dream Shaper 8.safetensors"));
    }

    @Test
    void namesACheckpointAfterItsFile() {
        assertThat(parse(checkpoint.toString())).isEqualTo(new OnDisk("dream-shaper-8", checkpoint));
    }

    @Test
    void takesANameBeforeAPath() {
        assertThat(parse("mine=" + checkpoint)).isEqualTo(new OnDisk("mine", checkpoint));
    }

    @Test
    void choosesAModelThatComesWithLutraByItsName() {
        assertThat(parse("lutra-sketch")).isEqualTo(new Embedded("lutra-sketch"));
    }

    @Test
    void findsAFetchedModelByItsName() throws IOException {
        Path fetched = Files.createDirectory(folder.resolve("tiny-sd"));

        assertThat(parse("tiny-sd")).isEqualTo(new OnDisk("tiny-sd", fetched));
    }

    @Test
    void findsAFetchedLoraByItsName() throws IOException {
        Path fetched = Files.createFile(folder.resolve("ink.safetensors"));

        assertThat(ModelArgument.parseLora("ink", folder)).isEqualTo(new OnDisk("ink", fetched));
        assertThat(ModelArgument.parseLora("pen=" + fetched, folder)).isEqualTo(new OnDisk("pen", fetched));
        assertThatThrownBy(() -> ModelArgument.parseLora("oil", folder)).hasMessageContaining("--lora oil");
    }

    @Test
    void saysWhatThereIsInsteadOfWhatDoesNotExist() {
        assertThatThrownBy(() -> parse("nothing"))
                .hasMessageContaining("--model nothing")
                .hasMessageContaining("lutra-sketch");
        assertThatThrownBy(() -> parse("mine=/no/such/file")).hasMessageContaining("/no/such/file does not exist");
    }

    @Test
    void saysHowToServeAModelWhoseWeightsAreNotShipped() {
        assertThatThrownBy(() -> parse("lutra-pup"))
                .hasMessageContaining("not shipped yet")
                .hasMessageContaining("--model lutra-pup=FOLDER");
    }

    @Test
    void refusesANameThatClientsCouldNotWrite() {
        assertThatThrownBy(() -> parse("my model=" + checkpoint)).hasMessageContaining("letters, digits");
    }

    private ModelArgument parse(String argument) {
        return ModelArgument.parse(argument, Set.of("lutra-sketch"), folder);
    }
}
