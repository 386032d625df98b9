package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lutra doctor} on the machine that the test runs on. */
class DoctorCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void atHome() {
        System.setProperty("lutra.home", System.getProperty("lutra.root"));
    }

    private int run(String... words) {
        return Main.line().setOut(new PrintWriter(out, true)).execute(words);
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve("lutra.yaml"), text);
    }

    private JsonNode finding(String check) {
        for (var finding : JsonMapper.shared().readTree(out.toString()).get("findings")) {
            if (finding.get("check").asString().equals(check)) {
                return finding;
            }
        }
        throw new AssertionError("no finding about " + check + " in " + out);
    }

    @Test
    void looksAtEverythingThatAServerNeeds() throws IOException {
        var file = config("port: 0\ndata-dir: data\nstore:\n  size: 1MB\n  keep-free: 1MB\n");

        assertThat(run("doctor", "--config", file.toString()))
                .as(out.toString())
                .isZero();

        assertThat(out.toString())
                .contains("java ", "processor ", "memory ", "open files ", "clock ", "keys ", "data folder ", "port ")
                .contains(file.toString(), "libtorch 2.", "WebP can be written")
                .containsPattern("ok +model minilm +as released")
                .containsPattern("ok +model sketch +as released");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void namesEveryMistakeOfAConfigurationAndLooksAtTheRest() throws IOException {
        var file = config("prot: 1\nlink-life: ever\n");

        assertThat(run("doctor", "--json", "--config", file.toString())).isEqualTo(1);

        assertThat(out.toString()).contains("prot", "link-life").contains("\"ok\" : false");
        assertThat(finding("libtorch").get("level").asString()).isEqualTo("ok");
    }

    @Test
    void findsWhatValuesTogetherMakeImpossible() throws IOException {
        var file = config("port: 0\ndata-dir: data\ntls:\n  certificate: cert.pem\nmodels: [nobody]\n");

        assertThat(run("doctor", "--json", "--config", file.toString())).isEqualTo(1);

        assertThat(finding("configuration").get("told").asString()).contains("nobody");
    }

    @Test
    void findsThatKeysAreMissingAndThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var file = config("port: " + taken.getLocalPort() + "\ndata-dir: data\nrequire-keys: true\n");

            assertThat(run("doctor", "--json", "--config", file.toString())).isEqualTo(1);
        }

        assertThat(finding("port").get("level").asString()).isEqualTo("problem");
        assertThat(finding("keys").get("change").asString()).isEqualTo("lutra keys add NAME");
    }

    @Test
    void findsATlsFileThatIsNotThere() throws IOException {
        var file = config("port: 0\ndata-dir: data\ntls:\n  certificate: cert.pem\n  key: key.pem\n");

        assertThat(run("doctor", "--json", "--config", file.toString())).isEqualTo(1);

        assertThat(finding("tls").get("told").asString())
                .contains(folder.resolve("cert.pem").toString());
    }
}
