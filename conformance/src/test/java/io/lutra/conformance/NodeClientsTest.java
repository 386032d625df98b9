package io.lutra.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client libraries of npm against a live server, each in the script named after it in {@code conformance/node}. Skipped, saying
 * so, on a machine without node.
 */
@Tag("server")
class NodeClientsTest {
    private static final Path SCRIPTS =
            Path.of(System.getProperty("lutra.root"), "conformance", "node").toAbsolutePath();

    @TempDir
    static Path folder;

    private static LiveServer server;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                runs("node", "--version") && runs("npm", "--version"),
                "npm clients not run: node and npm are not here");
        var install = new ProcessBuilder("npm", "ci", "--silent")
                .directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(install.waitFor()).as("npm ci: " + said).isZero();
        server = LiveServer.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> clients() {
        return Stream.of(
                        List.of("openai3.mjs", "openai-3"),
                        List.of("openai.mjs", "openai-4"),
                        List.of("openai.mjs", "openai-5"),
                        List.of("openai.mjs", "openai-6"),
                        List.of("openai.mjs", "openai-7"),
                        List.of("ai-sdk.mjs", "ai"),
                        List.of("langchain.mjs", "@langchain/openai"))
                .map(client -> DynamicContainer.dynamicContainer(
                        client.getLast(), Stream.of(client).flatMap(c -> checks(c.getFirst(), c.getLast()))));
    }

    private static Stream<DynamicTest> checks(String script, String client) {
        List<JsonNode> lines = new ArrayList<>();
        try {
            Path out = Files.createDirectories(folder.resolve(client.replace('/', '-')));
            Process process = new ProcessBuilder("node", script, client, server.api(), out.toString())
                    .directory(SCRIPTS.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var output = process.inputReader()) {
                output.lines().forEach(line -> lines.add(JsonMapper.shared().readTree(line)));
            }
        } catch (IOException e) {
            throw new AssertionError("cannot run " + script, e);
        }
        assertThat(lines).as("checks of " + client).isNotEmpty();
        return lines.stream()
                .map(line -> DynamicTest.dynamicTest(line.get("check").asString(), () -> verify(line)));
    }

    private static void verify(JsonNode line) throws IOException {
        assertThat(line.get("ok").asBoolean()).as(line.toString()).isTrue();
        List<byte[]> files = new ArrayList<>();
        for (JsonNode file : line.get("files")) {
            byte[] bytes = Files.readAllBytes(Path.of(file.asString()));
            BufferedImage picture = line.has("mayBePlain")
                    ? Pictures.decodePreview(bytes, line.get("size").asInt())
                    : Pictures.decode(bytes, line.get("size").asInt());
            files.add(bytes);
            if (line.has("keeps")) {
                Pictures.assertKeptOutside(
                        ImageIO.read(new File(line.get("keeps").get("mask").asString())),
                        ImageIO.read(new File(line.get("keeps").get("original").asString())),
                        picture);
            }
        }
        if (line.has("same")) {
            assertThat(files.getFirst()).isEqualTo(files.getLast());
        }
        if (line.has("different")) {
            Pictures.assertDifferent(files);
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
