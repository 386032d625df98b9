package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lutra.storage.StoreLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links cannot be made where pictures cannot be kept; everything else goes on, and links do again when they can. */
class StorageTroubleTest {
    private static final String LINK = "{'prompt':'x','size':'256x256','model':'stripes'}";
    private static final String INLINE = LINK.replace("}", ",'response_format':'b64_json'}");

    @TempDir
    Path folder;

    private static void assertRefused(HttpResponse<byte[]> answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(TestServer.json(answer).at("/error/code").stringValue()).isEqualTo(code);
        assertThat(TestServer.header(answer, "retry-after")).isNotEmpty();
    }

    private static String path(HttpResponse<byte[]> answer) {
        var link = URI.create(TestServer.json(answer).at("/data/0/url").stringValue());
        return link.getRawPath() + "?" + link.getRawQuery();
    }

    @Test
    void aFolderThatGoesAndComesBack() throws Exception {
        try (var server = TestServer.start(folder)) {
            var link = path(server.generate(LINK));
            int drawn = server.model().begun();
            Files.move(folder.resolve("pictures"), folder.resolve("aside"));

            assertRefused(server.generate(LINK), "storage_unavailable");
            assertThat(server.model().begun())
                    .as("nothing is drawn for a link that cannot be made")
                    .isEqualTo(drawn);
            assertRefused(server.get(link), "storage_unavailable");
            assertThat(server.generate(INLINE).statusCode()).isEqualTo(200);

            Files.move(folder.resolve("aside"), folder.resolve("pictures"));
            assertThat(server.generate(LINK).statusCode()).isEqualTo(200);
            assertThat(server.get(link).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDiskThatIsFullAndHasRoomAgain() throws Exception {
        var pictures = Files.createDirectories(folder.resolve("pictures"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", pictures.toString()) == 0,
                "needs the right to mount a small file system");
        var limits = new StoreLimits(1 << 30, 64 << 10, Duration.ofSeconds(30));
        try (var server = TestServer.start(folder, config -> config.withStore(limits))) {
            var link = path(server.generate(LINK));
            var filler = pictures.resolve("of somebody else");
            Files.write(filler, new byte[450_000]);

            assertRefused(server.generate(LINK), "storage_full");
            assertThat(server.generate(INLINE).statusCode()).isEqualTo(200);
            assertThat(server.get(link).statusCode()).isEqualTo(200);

            Files.delete(filler);
            assertThat(server.generate(LINK).statusCode()).isEqualTo(200);
        } finally {
            assertThat(run("umount", pictures.toString())).isZero();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
