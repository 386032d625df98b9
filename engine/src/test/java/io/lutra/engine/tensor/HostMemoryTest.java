package io.lutra.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMemoryTest {
    @TempDir
    private Path folder;

    @Test
    void takesWhatTheMachineCanFree() throws IOException {
        Files.writeString(folder.resolve("meminfo"), "MemTotal:  9000 kB\nMemFree: 1 kB\nMemAvailable:    2000 kB\n");

        assertThat(memory().available()).hasValue(2000 * 1024);
    }

    @Test
    void takesWhatIsLeftOfTheContainerIfThatIsLess() throws IOException {
        Files.writeString(folder.resolve("meminfo"), "MemAvailable:    2000 kB\n");
        Files.writeString(folder.resolve("memory.max"), "1000000\n");
        Files.writeString(folder.resolve("memory.current"), "900000\n");
        Files.writeString(folder.resolve("memory.stat"), "anon 1\ninactive_file 50000\nactive_file 2\n");

        assertThat(memory().available()).hasValue(150_000);
    }

    @Test
    void takesTheMachinesWhereAContainerHasNoLimit() throws IOException {
        Files.writeString(folder.resolve("meminfo"), "MemAvailable:    2000 kB\n");
        Files.writeString(folder.resolve("memory.max"), "max\n");
        Files.writeString(folder.resolve("memory.current"), "900000\n");

        assertThat(memory().available()).hasValue(2000 * 1024);
    }

    @Test
    void knowsNothingWhereTheKernelSaysNothing() {
        assertThat(memory().available()).isEmpty();
    }

    private HostMemory memory() {
        return new HostMemory(folder, folder);
    }
}
