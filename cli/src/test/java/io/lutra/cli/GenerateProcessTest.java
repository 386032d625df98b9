package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.imaging.DecodedPicture;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import io.lutra.imaging.Raster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code lutra generate} as people run it. */
class GenerateProcessTest {
    private static final PictureLimits LIMITS =
            new PictureLimits(EnumSet.allOf(PictureFormat.class), 4096, 4096L * 4096);
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void namesFilesAfterPromptAndSeedAndPrintsTheirNames() throws Exception {
        var ended = Lutra.run(
                folder, "generate", "a red apple", "-n", "2", "--size", "256x192", "--seed", "7", "-o", "out/");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.text().lines()).containsExactly("out/a-red-apple-7.png", "out/a-red-apple-8.png");
        assertThat(files(folder.resolve("out"))).containsExactly("a-red-apple-7.png", "a-red-apple-8.png");
        var picture = decode(folder.resolve("out/a-red-apple-7.png"));
        assertThat(picture.width()).isEqualTo(256);
        assertThat(picture.height()).isEqualTo(192);
        assertThat(ended.err()).as("plain lines in a pipe").doesNotContain("\033", "\r");
    }

    @Test
    void drawsTheSameBytesInThisProcessAndAtAServer() throws Exception {
        try (var server = TestServer.start(folder.resolve("data"))) {
            var there = Lutra.run(
                    folder, ("generate otter --size 256x256 --seed 3 -n 2 -o there --url " + server.url()).split(" "));
            var here = Lutra.run(folder, "generate otter --size 256x256 --seed 3 -n 2 -o here".split(" "));

            assertThat(there.exitCode()).as(there.err()).isZero();
            assertThat(here.exitCode()).as(here.err()).isZero();
            for (String name : List.of("otter-3.png", "otter-4.png")) {
                assertThat(folder.resolve("there").resolve(name))
                        .hasSameBinaryContentAs(folder.resolve("here").resolve(name));
            }

            var refused = Lutra.run(folder, "generate", "otter", "-n", "11", "--url", "" + server.url());
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("lutra generate: -n: ", "10, but got 11");
        }
    }

    @Test
    void readsAPromptFromStandardInputAndWritesThePictureToStandardOutput() throws Exception {
        byte[] prompt = "a blue balloon\n".getBytes(StandardCharsets.UTF_8);

        var ended = Lutra.run(folder, prompt, "generate", "-", "--size", "128x128", "--seed", "1", "-o", "-");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(PictureReader.read(ended.out(), LIMITS)).isInstanceOf(DecodedPicture.class);
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void tellsInJsonWhatItDrew() throws Exception {
        var ended =
                Lutra.run(folder, "generate apple --json --steps 3 -q --size 64x64 --seed 5 -n 2 -o a.webp".split(" "));

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        var told = JsonMapper.shared().readTree(ended.out());
        assertThat(told.path("model").asString()).isEqualTo("lutra-sketch");
        assertThat(told.path("ignored").toString()).isEqualTo("[\"steps\"]");
        assertThat(told.path("pictures").toString())
                .isEqualTo("[{\"index\":0,\"seed\":5,\"format\":\"webp\",\"file\":\"a-1.webp\"},"
                        + "{\"index\":1,\"seed\":6,\"format\":\"webp\",\"file\":\"a-2.webp\"}]");
        assertThat(files(folder)).containsExactly("a-1.webp", "a-2.webp");
    }

    @Test
    void refusesWhatCannotBeWithTheNameOfTheFlag() throws Exception {
        var size = Lutra.run(folder, "generate", "apple", "--size", "12x12");
        assertThat(size.exitCode()).isEqualTo(2);
        assertThat(size.err()).contains("lutra generate: --size: ", "64 to 2048");

        var model = Lutra.run(folder, "generate", "apple", "--model", "no-such");
        assertThat(model.exitCode()).isEqualTo(2);
        assertThat(model.err()).contains("--model no-such", "lutra-sketch");
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void leavesWholePicturesOnlyWhenItIsCancelled() throws Exception {
        var process =
                Lutra.start(folder, Map.of(), "generate a village by a lake --size 2048x2048 -n 10 -o out/".split(" "));
        // The first name on standard output: pictures are finished, and others are not.
        assertThat(process.inputReader().readLine()).startsWith("out/");

        long cancelled = System.nanoTime();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        int exitCode = process.waitFor();

        assertThat(exitCode).isEqualTo(130);
        assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(AT_ONCE);
        var left = files(folder.resolve("out"));
        assertThat(left).isNotEmpty().hasSizeLessThan(10).allMatch(name -> name.endsWith(".png"));
        for (String name : left) {
            assertThat(decode(folder.resolve("out").resolve(name)).width()).isEqualTo(2048);
        }
    }

    @Test
    void leavesTheServerAloneWhenItIsCancelled() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(60_000);
            var process = Lutra.start(
                    folder,
                    Map.of(),
                    "generate",
                    "apple",
                    "--model",
                    "its-own",
                    "--url",
                    "http://127.0.0.1:" + server.getLocalPort());
            try (var connection = server.accept()) {
                connection.setSoTimeout(60_000);
                var request =
                        new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
                assertThat(request.readLine()).startsWith("POST /v1/images/generations");

                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor();

                assertThat(process.waitFor()).isEqualTo(130);
                while (request.read() >= 0) {
                    // The rest of the request; then the end that the server is told.
                }
            }
        }
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void saysThatNobodyReadsStandardOutput() throws Exception {
        var process = Lutra.start(folder, Map.of(), "generate", "apple", "--size", "64x64", "-o", "-");
        process.getInputStream().close();

        var ended = Lutra.endUnread(process);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("lutra generate: ", "cannot be written")
                .doesNotContain("\tat ");
    }

    private static Raster decode(Path file) throws IOException {
        assertThat(PictureReader.read(Files.readAllBytes(file), LIMITS)).isInstanceOf(DecodedPicture.class);
        return ((DecodedPicture) PictureReader.read(Files.readAllBytes(file), LIMITS)).raster();
    }

    private static List<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
