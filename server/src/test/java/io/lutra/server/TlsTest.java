package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lutra.server.http.ListenException;
import io.lutra.server.http.TlsFiles;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TlsTest {
    @TempDir
    Path folder;

    private Path certificate = Path.of("");
    private Path key = Path.of("");

    @BeforeEach
    void name() {
        certificate = folder.resolve("server.pem");
        key = folder.resolve("server.key");
    }

    private TestServer start() throws InterruptedException {
        return start(new TlsFiles.Pem(certificate, key));
    }

    private TestServer start(TlsFiles tls) throws InterruptedException {
        return TestServer.start(
                folder.resolve("data"),
                config -> config.withFront(config.front().withTls(tls)));
    }

    private TestCertificate install(String name, String... options) throws Exception {
        var made = TestCertificate.make(folder, name, options);
        made.writeCertificate(certificate);
        made.writeKey(key);
        return made;
    }

    private static SSLContext trusting(Certificate... certificates) throws Exception {
        var known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        for (var one : certificates) {
            known.setCertificateEntry("known" + known.size(), one);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(known);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static HttpClient client(HttpClient.Version version, Certificate... certificates) throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(trusting(certificates))
                .build();
    }

    private static HttpResponse<byte[]> generate(HttpClient client, TestServer server) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + server.port() + "/v1/images/generations"))
                .timeout(TestServer.PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"x\",\"size\":\"256x256\"}"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static int health(HttpClient client, TestServer server) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/health"))
                .timeout(TestServer.PATIENCE)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void answersInBothVersionsWithLinksThatSayHttps(HttpClient.Version version) throws Exception {
        var made = install("one");

        try (var server = start();
                var client = client(version, made.certificate())) {
            var answer = generate(client, server);

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(200);
            var link = JsonMapper.shared()
                    .readTree(answer.body())
                    .at("/data/0/url")
                    .stringValue();
            assertThat(link).startsWith("https://localhost:" + server.port() + "/files/");
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(link)).build(),
                                    HttpResponse.BodyHandlers.ofByteArray())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void takesKeysOfTheUsualKinds(String kind) throws Exception {
        var made = install("kind", "-keyalg", kind, "-validity", "30");

        try (var server = start();
                var client = client(HttpClient.Version.HTTP_2, made.certificate())) {
            assertThat(health(client, server)).isEqualTo(200);
        }
    }

    @Test
    void takesAPkcs12FileWithItsPasswordInAnother() throws Exception {
        var made = TestCertificate.make(folder, "both");
        var password = Files.writeString(folder.resolve("password"), TestCertificate.PASSWORD + "\n");

        try (var server = start(new TlsFiles.Pkcs12(made.p12(), password));
                var client = client(HttpClient.Version.HTTP_2, made.certificate())) {
            assertThat(health(client, server)).isEqualTo(200);
        }
    }

    @Test
    void aNewPairIsTakenUpWhileOldConnectionsGoOn() throws Exception {
        var old = install("old");
        try (var server = start();
                var before = client(HttpClient.Version.HTTP_1_1, old.certificate())) {
            assertThat(health(before, server)).isEqualTo(200);

            var renewed = install("new");

            try (var after = client(HttpClient.Version.HTTP_1_1, renewed.certificate())) {
                await().atMost(TestServer.PATIENCE)
                        .ignoreException(SSLHandshakeException.class)
                        .until(() -> health(after, server) == 200);
            }
            assertThat(health(before, server))
                    .as("on the connection that it had")
                    .isEqualTo(200);
        }
    }

    @Test
    void aBadPairIsNotTakenUpAndTheNextGoodOneIs() throws Exception {
        var old = install("old");
        try (var server = start()) {
            TestCertificate.make(folder, "stranger").writeKey(key);
            // The watcher needs two looks, so by its third one the pair was refused.
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);

            try (var client = client(HttpClient.Version.HTTP_1_1, old.certificate())) {
                assertThat(health(client, server)).isEqualTo(200);
            }
            var good = install("good");
            try (var client = client(HttpClient.Version.HTTP_1_1, good.certificate())) {
                await().atMost(TestServer.PATIENCE)
                        .ignoreException(SSLHandshakeException.class)
                        .until(() -> health(client, server) == 200);
            }
        }
    }

    @Test
    void doesNotStartWithAKeyOfAnotherCertificate() throws Exception {
        install("one");
        TestCertificate.make(folder, "other").writeKey(key);

        assertThatThrownBy(this::start)
                .isInstanceOf(ListenException.class)
                .hasMessage("cannot serve https: the key in " + key + " is not that of the first certificate in "
                        + certificate + ": the server's own certificate must come first, then those that signed it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing in PEM", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"})
    void doesNotStartWithWhatIsNoKey(String content) throws Exception {
        install("one");
        Files.writeString(key, content);

        assertThatThrownBy(this::start)
                .isInstanceOf(ListenException.class)
                .hasMessageContaining(key.toString())
                .message()
                .hasLineCount(1);
    }

    @Test
    void saysHowToDecryptAKey() throws Exception {
        install("one");
        Files.writeString(key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");

        assertThatThrownBy(this::start).hasMessageContaining("openssl pkey").hasMessageContaining("tls.password-file");
    }

    @Test
    void saysWhichFileIsMissing() throws Exception {
        install("one");
        Files.delete(certificate);

        assertThatThrownBy(this::start).hasMessage("cannot serve https: there is no file " + certificate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTheVersionsThatAreSafe(String version) throws Exception {
        var made = install("one");
        try (var server = start();
                var socket = socket(server, made, version)) {
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @Test
    void plainTextIsNotAnsweredOnAnEncryptedPort() throws Exception {
        install("one");
        try (var server = start()) {
            assertThat(server.raw("GET /health HTTP/1.1\r\nhost: x\r\n\r\n")).doesNotContain("HTTP/1.1 200");
        }
    }

    private static SSLSocket socket(TestServer server, TestCertificate made, String version) throws Exception {
        var socket = (SSLSocket) trusting(made.certificate())
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setEnabledProtocols(new String[] {version});
        return socket;
    }
}
