package io.lutra.server;

import static io.lutra.server.TestServer.inline;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.png.PngDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import io.lutra.server.access.Grant;
import io.lutra.server.access.KeyFile;
import io.lutra.server.access.Switch;
import io.lutra.server.access.Switches;
import io.lutra.server.safety.SafetyConfig;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pictures tell about where they come from, read by another program's code. */
class ProvenanceTest {
    private static final String NAMESPACE = "urn:lutra:picture#";

    @TempDir
    Path folder;

    private static String asked(String format, String prompt) {
        return "{'prompt':'" + prompt + "','size':'64x64','model':'stripes','seed':77,'output_format':'" + format
                + "','response_format':'b64_json'}";
    }

    private static byte[] draw(TestServer server, HttpRequest.Builder request) throws Exception {
        var answer = server.send(request);
        assertThat(answer.statusCode()).as(json(answer).toString()).isEqualTo(200);
        return inline(json(answer).at("/data/0"));
    }

    private static Iterable<Directory> directories(byte[] file) throws Exception {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file)).getDirectories();
    }

    /** Texts of a PNG, by keyword. */
    private static Map<String, String> texts(byte[] png) throws Exception {
        return StreamSupport.stream(directories(png).spliterator(), false)
                .filter(PngDirectory.class::isInstance)
                .flatMap(directory -> directory.getTags().stream())
                .filter(tag -> tag.getTagName().equals("Textual Data"))
                .map(tag -> String.valueOf(tag.getDescription()).split(": ", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** Properties of the XMP packet, of which there must be one. */
    private static Map<String, String> xmp(byte[] file) throws Exception {
        var packets = new ArrayList<Map<String, String>>();
        for (var directory : directories(file)) {
            if (directory instanceof XmpDirectory xmp) {
                packets.add(Map.copyOf(xmp.getXmpProperties()));
            }
        }
        assertThat(packets).hasSize(1);
        return packets.getFirst();
    }

    @Test
    void aPngTellsProgramModelAndSeedButNotThePrompt() throws Exception {
        try (var server = TestServer.start(folder)) {
            var png = draw(server, server.generation(asked("png", "a secret otter")));

            assertThat(texts(png))
                    .containsOnlyKeys("Software", "model", "seed")
                    .containsEntry("model", "stripes")
                    .containsEntry("seed", "77");
            assertThat(texts(png).get("Software")).startsWith("Lutra ");
            assertThat(new String(png, StandardCharsets.ISO_8859_1)).doesNotContain("otter");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "webp"})
    void othersTellItInXmp(String format) throws Exception {
        try (var server = TestServer.start(folder)) {
            var file = draw(server, server.generation(asked(format, "a secret otter")));

            assertThat(xmp(file))
                    .containsOnlyKeys("xmp:CreatorTool", "lutra:model", "lutra:seed")
                    .containsEntry("lutra:model", "stripes")
                    .containsEntry("lutra:seed", "77");
            assertThat(xmp(file).get("xmp:CreatorTool")).startsWith("Lutra ");
            assertThat(new String(file, StandardCharsets.ISO_8859_1))
                    .contains(NAMESPACE)
                    .doesNotContain("otter");
        }
    }

    @Test
    void aLinkLeadsToTheSameBytes() throws Exception {
        try (var server = TestServer.start(folder)) {
            var link = json(server.generate(asked("png", "x").replace("b64_json", "url")))
                    .at("/data/0/url");
            var url = URI.create(link.stringValue());

            var linked = server.get(url.getPath() + "?" + url.getQuery()).body();

            assertThat(linked).isEqualTo(draw(server, server.generation(asked("png", "x"))));
            assertThat(texts(linked)).containsEntry("seed", "77");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "webp"})
    void tellsThePromptWhereThatIsConfigured(String format) throws Exception {
        var config = SafetyConfig.STANDARD.with(new SafetyConfig.Provenance(true, true));
        try (var server = TestServer.start(folder, standard -> standard.withSafety(config))) {
            var prompt = "<ö&amp;🦦>\\u0001]]>\\r\\nend" + "&".repeat(900);
            var file = draw(server, server.generation(asked(format, prompt)));

            var told =
                    format.equals("png") ? texts(file).get("prompt") : xmp(file).get("lutra:prompt");
            assertThat(told).isEqualTo("<ö&amp;🦦>\uFFFD]]>\r\nend" + "&".repeat(900));
        }
    }

    @ParameterizedTest
    @CsvSource({"false,INHERIT,false", "true,OFF,false", "false,ON,true", "true,INHERIT,true"})
    void isSwitchedForEverybodyAndForAKey(boolean on, Switch own, boolean told) throws Exception {
        var key = new KeyFile(folder)
                .add(
                        "anna",
                        new Grant(false, List.of(), -1, -1, -1, -1, new Switches(Switch.INHERIT, own)),
                        Instant.EPOCH,
                        new Random(1))
                .secret();
        var config = SafetyConfig.STANDARD.with(new SafetyConfig.Provenance(on, false));
        try (var server = TestServer.start(folder, standard -> standard.withSafety(config))) {
            for (var format : List.of("png", "jpeg", "webp")) {
                var anna = server.generation(asked(format, "x")).header("authorization", "Bearer " + key);
                var file = new String(draw(server, anna), StandardCharsets.ISO_8859_1);

                assertThat(file.contains("stripes")).as(format).isEqualTo(told);
            }
        }
    }
}
