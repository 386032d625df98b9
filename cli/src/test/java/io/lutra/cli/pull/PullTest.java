package io.lutra.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.cli.pull.Download.Patience;
import io.lutra.engine.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real HTTP server that serves a tiny model, with what a real repository has besides. */
class PullTest {
    private static final Path TINY =
            Path.of(System.getProperty("lutra.root"), "engine/src/test/resources/golden/diffusion/models/sd1");
    private static final Patience QUICK = new Patience(3, Duration.ofMillis(1), Duration.ofMillis(500));
    private static final String UNET = "unet/diffusion_pytorch_model.safetensors";

    @TempDir
    private Path models;

    private final List<Long> arrived = new ArrayList<>();
    private TestHub hub = new TestHub(Map.of());

    @BeforeEach
    void start() throws IOException {
        hub.close();
        var files = new HashMap<String, byte[]>();
        try (var paths = Files.walk(TINY)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(TINY.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        for (String unneeded : List.of(
                "README.md",
                "fox.png",
                "unet/diffusion_pytorch_model.bin",
                "unet/diffusion_pytorch_model.non_ema.safetensors",
                "safety_checker/model.safetensors",
                "v1-5-pruned.safetensors")) {
            files.put(unneeded, unneeded.getBytes(StandardCharsets.UTF_8));
        }
        hub = new TestHub(files);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void fetchesWhatAModelNeedsAndNothingElse() throws Exception {
        Path fetched = pull();

        assertThat(Checkpoint.open(fetched).side()).isEqualTo(128);
        assertThat(fetched).isEqualTo(models.resolve("tiny"));
        assertThat(hub.fetched)
                .contains("model_index.json", "tokenizer/merges.txt", UNET)
                .noneMatch(path -> path.endsWith(".bin")
                        || path.contains("non_ema")
                        || path.contains("safety")
                        || path.contains("README")
                        || path.contains("pruned"));
        assertThat(arrived).isSorted().last().isEqualTo(size(fetched));
        try (var left = Files.list(models)) {
            assertThat(left).containsExactly(fetched);
        }
    }

    @Test
    void goesOnWhereABrokenConnectionLeftOff() throws Exception {
        hub.breaks.set(2);

        Path fetched = pull();

        assertThat(hub.ranges).hasSize(2).allMatch(range -> range.matches("bytes=[1-9]\\d*-"));
        assertThat(Files.mismatch(fetched.resolve(UNET), TINY.resolve(UNET))).isEqualTo(-1);
    }

    @Test
    void goesOnWhereAnEarlierRunLeftOff() throws Exception {
        hub.breaks.set(1000);
        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageContaining("run the same command again");
        assertThat(models.resolve("tiny")).doesNotExist();
        hub.breaks.set(0);
        int before = hub.ranges.size();

        Path fetched = pull();

        assertThat(hub.ranges).hasSizeGreaterThan(before);
        assertThat(Checkpoint.open(fetched).texts()).hasSize(1);
    }

    @Test
    void givesUpAConnectionThatStalls() throws Exception {
        hub.stalls.set(1);

        assertThat(pull()).isDirectory();
        assertThat(hub.ranges).isNotEmpty();
    }

    @Test
    void startsAgainWhereAHostKnowsNoRanges() throws Exception {
        hub.withoutRanges = true;
        hub.breaks.set(1);

        Path fetched = pull();

        assertThat(Files.mismatch(fetched.resolve(UNET), TINY.resolve(UNET))).isEqualTo(-1);
    }

    @Test
    void refusesAFileThatIsNotWhatTheHostStates() {
        hub.alter(UNET);

        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageContaining(UNET)
                .hasMessageContaining("checksum");
        assertThat(models.resolve("tiny")).doesNotExist();
    }

    @Test
    void sendsATokenToItsHostAlone() throws Exception {
        hub.token = "secret";

        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageContaining("owner/tiny")
                .hasMessageContaining("401")
                .hasMessageContaining("HF_TOKEN")
                .hasMessageNotContaining("\n");
        assertThat(pull(RepositoryName.parse("owner/tiny"), "", "secret")).isDirectory();
        assertThat(hub.tokensAtStore).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchRepositoryOrRevision() {
        assertThatThrownBy(() -> pull(RepositoryName.parse("owner/none"), "", ""))
                .hasMessageContaining("has no owner/none at revision main")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> pull(RepositoryName.parse("owner/tiny@v9"), "", ""))
                .hasMessageContaining("at revision v9");
    }

    @Test
    void saysThatAHostCannotBeReached() {
        hub.close();

        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageContaining("cannot be fetched from http://127.0.0.1:");
    }

    @Test
    void fetchesASingleFile() throws Exception {
        assertThatThrownBy(() -> pull(RepositoryName.parse("owner/tiny"), "unet/diffusion_pytorch_model.bin", ""))
                .hasMessageContaining("v1-5-pruned.safetensors");

        Path fetched = pull(RepositoryName.parse("owner/tiny"), UNET, "");

        assertThat(fetched).isEqualTo(models.resolve("tiny.safetensors")).hasSameBinaryContentAs(TINY.resolve(UNET));
    }

    @Test
    void leavesAModelAloneThatIsThere() throws Exception {
        pull();

        assertThatThrownBy(this::pull).hasMessageContaining("exists already");
    }

    @Test
    void choosesHalfPrecisionUnlessFullIsAskedFor() {
        var files = List.of(
                file("model_index.json"),
                file("unet/config.json"),
                file("unet/diffusion_pytorch_model.safetensors"),
                file("unet/diffusion_pytorch_model.fp16.safetensors"),
                file("text_encoder/model.safetensors"),
                file("vae/diffusion_pytorch_model-00001-of-00002.safetensors"),
                file("vae/diffusion_pytorch_model-00002-of-00002.safetensors"),
                file("vae/diffusion_pytorch_model.safetensors.index.json"));
        var repository = RepositoryName.parse("owner/tiny");

        assertThat(Selection.of(repository, files, false))
                .contains(file("unet/diffusion_pytorch_model.fp16.safetensors"), file("text_encoder/model.safetensors"))
                .contains(file("vae/diffusion_pytorch_model.safetensors.index.json"))
                .doesNotContain(file("unet/diffusion_pytorch_model.safetensors"));
        assertThat(Selection.of(repository, files, true))
                .contains(file("unet/diffusion_pytorch_model.safetensors"))
                .doesNotContain(file("unet/diffusion_pytorch_model.fp16.safetensors"));
    }

    @Test
    void refusesARepositoryOfPickles() {
        var files = List.of(file("model_index.json"), file("unet/diffusion_pytorch_model.bin"));

        assertThatThrownBy(() -> Selection.of(RepositoryName.parse("owner/tiny"), files, false))
                .hasMessageContaining("pickled weights of its unet");
    }

    private static RemoteFile file(String path) {
        return new RemoteFile(path, 1, new RemoteFile.Digest.GitBlob(""));
    }

    private Path pull() throws InterruptedException {
        return pull(RepositoryName.parse("owner/tiny"), "", "");
    }

    private Path pull(RepositoryName repository, String file, String token) throws InterruptedException {
        var order = new Pull.Order(hub.base(), token, repository, file, false, models, "tiny");
        return new Pull(order, QUICK).run(new Pull.Progress() {
            @Override
            public void begins(int files, long bytes) {
                assertThat(files).isPositive();
            }

            @Override
            public void arrived(String name, long bytes) {
                arrived.add(bytes);
            }
        });
    }

    private static long size(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            long size = 0;
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                size += Files.size(path);
            }
            return size;
        }
    }
}
