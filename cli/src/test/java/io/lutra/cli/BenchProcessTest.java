package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lutra bench} as people run it. */
class BenchProcessTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void printsARowForEachSizeAndCount() throws Exception {
        var ended = Lutra.run(folder, "bench", "--rounds", "1");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.text().lines().filter(line -> line.matches("\\| [0-9]+ \\|.*")))
                .hasSize(6)
                .allMatch(row -> row.matches("\\| (256|512|1024) \\| [14] \\|( [0-9.]+ \\([0-9.]+\\) \\|){5}"));
        assertThat(ended.text())
                .containsPattern("start, until a picture can be drawn: [1-9][0-9]+ ms")
                .containsPattern("matrices as in SD 1.5, in (f32|bf16): [1-9][0-9]* GFLOP/s");
    }
}
