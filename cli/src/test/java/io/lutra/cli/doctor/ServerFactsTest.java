package io.lutra.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lutra.cli.doctor.Finding.Level;
import io.lutra.server.http.TlsFiles;
import io.lutra.server.http.TlsReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is thought of what a server needs: folders, ports, keys, certificates, libraries, models. */
class ServerFactsTest {
    private static final long MB = 1L << 20;
    private static final FolderFacts.Wanted LITTLE = new FolderFacts.Wanted(1, 1);

    @TempDir
    Path folder;

    private static Finding only(Facts facts) {
        assertThat(facts.findings()).hasSize(1);
        return facts.findings().getFirst();
    }

    @Test
    void writesIntoTheFolderToKnowThatItCan() {
        assertThat(FolderFacts.read("data", folder, LITTLE).state()).isEqualTo(FolderFacts.State.WRITABLE);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void looksWhereAFolderWouldBeMade() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");

        assertThat(FolderFacts.read("data", folder.resolve("a/b"), LITTLE).state())
                .isEqualTo(FolderFacts.State.CAN_BE_MADE);
        assertThat(FolderFacts.read("data", file, LITTLE).state()).isEqualTo(FolderFacts.State.NO_FOLDER);
        assertThat(FolderFacts.read("data", file.resolve("b"), LITTLE).state())
                .isEqualTo(FolderFacts.State.CANNOT_BE_MADE);
    }

    @Test
    void noticesThatNothingCanBeWritten() {
        // Where nobody can write, not even root.
        assumeThat(Path.of("/proc/self")).exists();

        var finding = only(FolderFacts.read("data", Path.of("/proc/self"), LITTLE));

        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.change()).contains("chown");
    }

    @Test
    void refusesAFolderThatEverybodyCanWriteTo() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(FolderFacts.read("data", folder, LITTLE).findings())
                .anySatisfy(finding -> assertThat(finding.change()).isEqualTo("chmod o-w " + folder));
    }

    @ParameterizedTest
    @CsvSource({"10000, OK, ''", "9256, OK, ''", "1256, WARNING, 1000MB", "256, PROBLEM, Make room"})
    void comparesFreeSpaceWithWhatMayBeKept(long free, Level level, String change) {
        var facts = new FolderFacts(
                "data",
                folder,
                FolderFacts.State.WRITABLE,
                PosixFilePermissions.fromString("rwx------"),
                free * MB,
                new FolderFacts.Wanted(256 * MB, 9000 * MB));

        assertThat(only(facts).level()).isEqualTo(level);
        assertThat(only(facts).change()).contains(change);
    }

    @Test
    void triesThePort() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            var facts = PortFacts.read("port", "127.0.0.1", port);

            assertThat(facts.state()).isEqualTo(PortFacts.State.TAKEN);
            assertThat(only(facts).told()).contains("127.0.0.1:" + port + " is taken");
            assertThat(PortFacts.read("port", "127.0.0.1", 0).state()).isEqualTo(PortFacts.State.FREE);
        }
    }

    @Test
    void knowsAnAddressOfAnotherMachine() throws InterruptedException {
        // 192.0.2.0/24 is for documentation (RFC 5737): nobody has it.
        assertThat(only(PortFacts.read("port", "192.0.2.7", 8080)).told()).contains("no address of this machine");
    }

    @Test
    void saysWhatToDoAboutALowPort() {
        var facts = new PortFacts("port", "0.0.0.0", 443, PortFacts.State.FORBIDDEN, "Permission denied");

        assertThat(only(facts).level()).isEqualTo(Level.PROBLEM);
        assertThat(only(facts).change()).contains("1024", "proxy");
    }

    @ParameterizedTest
    @CsvSource({
        // local, keys asked for, keys, encrypted: findings
        "true, false, 0, false, OK",
        "true, true, 0, false, PROBLEM",
        "true, true, 2, false, OK",
        "false, true, 0, true, PROBLEM",
        "false, true, 1, true, OK",
        "false, true, 1, false, OK WARNING",
        "false, false, 0, true, WARNING",
        "false, false, 0, false, WARNING WARNING"
    })
    void weighsWhoCanDraw(boolean isLocal, boolean asks, int keys, boolean isEncrypted, String levels) {
        assertThat(new AccessFacts(isLocal, asks, keys, isEncrypted).findings())
                .extracting(finding -> finding.level().name())
                .containsExactly(levels.split(" "));
    }

    @Test
    void looksWhenACertificateExpires() {
        var now = Instant.parse("2026-11-23T12:00:00Z");

        assertThat(certificate(now, Duration.ofDays(60), List.of()).findings())
                .extracting(Finding::level)
                .containsExactly(Level.OK);
        assertThat(certificate(now, Duration.ofDays(5), List.of(Path.of("key.pem")))
                        .findings())
                .extracting(Finding::level)
                .containsExactly(Level.WARNING, Level.WARNING);
        assertThat(certificate(now, Duration.ofDays(-1), List.of()).findings())
                .extracting(Finding::level)
                .containsExactly(Level.PROBLEM);
    }

    private static CertificateFacts certificate(Instant now, Duration left, List<Path> exposed) {
        return new CertificateFacts(new TlsReport.Usable("CN=localhost", now.plus(left), exposed), now);
    }

    @Test
    void saysWhatIsWrongWithACertificate() {
        var missing = new TlsFiles.Pem(folder.resolve("cert.pem"), folder.resolve("key.pem"));

        var finding = only(CertificateFacts.read(missing, Instant.EPOCH));

        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.told()).contains("there is no file", "cert.pem");
        assertThat(CertificateFacts.read(new TlsFiles.None(), Instant.EPOCH).findings())
                .isEmpty();
    }

    @Test
    void tellsTheLoadersReason() {
        var facts = new LibraryFacts(Optional.empty(), "cannot load libtorch: libstdc++.so.6", Optional.of("noexec"));

        assertThat(facts.findings()).extracting(Finding::level).containsExactly(Level.PROBLEM, Level.WARNING);
        assertThat(facts.findings().getFirst().told()).contains("libstdc++.so.6");
    }

    @Test
    void comparesModelsWithTheirSums() throws IOException {
        Files.writeString(folder.resolve("weights"), "abc");
        Files.writeString(
                folder.resolve("SHA256SUMS"),
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  weights\n");
        assertThat(only(ModelFacts.shipped(folder)).level()).isEqualTo(Level.OK);

        Files.writeString(folder.resolve("weights"), "abd");
        assertThat(only(ModelFacts.shipped(folder)).told()).contains("weights", "SHA-256");
    }

    @Test
    void opensCheckpoints() throws IOException {
        var file = Files.writeString(folder.resolve("sd.safetensors"), "not one");

        assertThat(only(ModelFacts.checkpoint("sd", file)).level()).isEqualTo(Level.PROBLEM);
    }

    @Test
    void listsEachProblemAndWarningOfTheConfiguration() {
        assertThat(only(new ConfigurationFacts("lutra.yaml", List.of(), List.of())))
                .isEqualTo(Finding.ok("configuration", "lutra.yaml"));
        assertThat(new ConfigurationFacts("lutra.yaml", List.of("a", "b"), List.of("c")).findings())
                .extracting(Finding::level)
                .containsExactly(Level.PROBLEM, Level.PROBLEM, Level.WARNING);
    }
}
