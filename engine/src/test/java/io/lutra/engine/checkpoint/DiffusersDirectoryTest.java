package io.lutra.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.golden.GoldenCase;
import io.lutra.engine.scheduler.SchedulerConfig;
import io.lutra.engine.scheduler.SchedulerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffusersDirectoryTest {
    private static final Path TINY = GoldenCase.selection().resolve("models/sd1");

    @TempDir
    private Path model;

    @BeforeEach
    void copy() throws IOException {
        try (var paths = Files.walk(TINY)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path target = model.resolve(TINY.relativize(path).toString());
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.copy(path, target);
            }
        }
    }

    @Test
    void takesAnotherSchedulerForOneThatThereIsNot() throws IOException {
        Path config = model.resolve("scheduler/scheduler_config.json");
        Files.writeString(
                config, Files.readString(config).replaceAll("\"\\w+Scheduler\"", "\"DEISMultistepScheduler\""));

        var schedule = Checkpoint.open(model).schedule();

        assertThat(SchedulerConfig.parse(schedule.settings()).kind()).isEqualTo(SchedulerKind.DPMPP_2M);
    }

    @Test
    void saysWhichConfigurationHasWhatIsNotSupported() throws IOException {
        Path config = model.resolve("unet/config.json");
        Files.writeString(config, Files.readString(config).replace("\"silu\"", "\"mish\""));

        assertThatThrownBy(() -> Checkpoint.open(model))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining(config.toString())
                .hasMessageContaining("mish");
    }

    @Test
    void saysWhichPartIsMissing() throws IOException {
        Files.delete(model.resolve("vae/diffusion_pytorch_model.safetensors"));
        Files.createFile(model.resolve("vae/diffusion_pytorch_model.bin"));

        assertThatThrownBy(() -> Checkpoint.open(model))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("vae")
                .hasMessageContaining("pickle");
    }
}
