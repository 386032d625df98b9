package io.lutra.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** npm's openai, several major versions, against a live server. Skipped, saying so, on a machine without node. */
@Tag("server")
class OpenAiNodeTest {
    private static final Path NODE_DIR =
            Path.of(System.getProperty("lutra.root"), "conformance", "node").toAbsolutePath();

    @TempDir
    static Path folder;

    private static LiveServer server;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(runs("node", "--version") && runs("npm", "--version"), "node and npm are not installed: npm clients not run");
        var install = new ProcessBuilder("npm", "ci", "--silent")
                .directory(NODE_DIR.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(install.getInputStream().readAllBytes());
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
    Stream<DynamicTest> openai4() throws IOException {
        return checks("openai-4");
    }

    @TestFactory
    Stream<DynamicTest> openai7() throws IOException {
        return checks("openai-7");
    }

    private static Stream<DynamicTest> checks(String client) throws IOException {
        Path out = Files.createDirectories(folder.resolve(client));
        Process process = new ProcessBuilder("node", "clients.mjs", client, server.api(), out.toString())
                .directory(NODE_DIR.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<JsonNode> lines = new ArrayList<>();
        try (var output = process.inputReader()) {
            output.lines().forEach(line -> lines.add(JsonMapper.shared().readTree(line)));
        }
        assertThat(lines).as("checks of " + client).hasSizeGreaterThan(10);
        return lines.stream().map(line -> DynamicTest.dynamicTest(line.get("check").asString(), () -> verify(line)));
    }

    private static void verify(JsonNode line) throws IOException {
        assertThat(line.get("ok").asBoolean()).as(line.toString()).isTrue();
        List<byte[]> files = new ArrayList<>();
        for (JsonNode file : line.get("files")) {
            byte[] bytes = Files.readAllBytes(Path.of(file.asString()));
            Pictures.decode(bytes, line.get("size").asInt());
            files.add(bytes);
        }
        if (line.has("same")) {
            assertThat(files.getFirst()).isEqualTo(files.getLast());
        }
        if (line.has("different")) {
            assertThat(files).hasSizeGreaterThan(1).doesNotHaveDuplicates();
            for (int i = 1; i < files.size(); i++) {
                assertThat(files.get(i)).isNotEqualTo(files.get(i - 1));
            }
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
