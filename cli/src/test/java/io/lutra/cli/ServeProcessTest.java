package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeProcessTest {
    @TempDir
    private Path folder;

    @Test
    void saysInOneLineWhatToDoWhereThereIsNoSuchGpu() throws IOException, InterruptedException {
        var ended = serve("cuda:99");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err().strip())
                .startsWith("lutra: there is no device cuda:99: ")
                .hasLineCount(1);
    }

    @Test
    void refusesADeviceThatItDoesNotKnow() throws IOException, InterruptedException {
        var ended = serve("gpu");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("must be one of auto, cpu, cuda, cuda:N, but is gpu");
    }

    private Lutra.Ended serve(String device) throws IOException, InterruptedException {
        return Lutra.run(folder, "serve", "--port", "0", "--data-dir", folder.toString(), "--device", device);
    }
}
