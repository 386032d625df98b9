package io.lutra.server;

import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.server.access.AccessPolicy;
import io.lutra.server.access.Grant;
import io.lutra.server.access.KeyFile;
import io.lutra.server.access.Rates;
import io.lutra.server.access.Switches;
import io.lutra.server.admin.AdminPolicy;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may look at what is for whoever runs the server. */
@Timeout(60)
class AdminTest {
    @TempDir
    private Path folder;

    private String key(String name, boolean admin) {
        return new KeyFile(folder)
                .add(
                        name,
                        new Grant(admin, List.of(), -1, -1, -1, -1, Switches.INHERITED),
                        Instant.now(),
                        new SecureRandom())
                .secret();
    }

    private static int status(TestServer server, HttpRequest.Builder request) throws Exception {
        return server.send(request).statusCode();
    }

    private static HttpRequest.Builder as(String key, HttpRequest.Builder request) {
        return request.header("authorization", "Bearer " + key);
    }

    @Test
    void letsProgramsOnThisMachineInWhereNoKeysAreNeeded() throws Exception {
        try (var server = TestServer.start(folder)) {
            assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-forwarded-for,203.0.113.7",
        "forwarded,for=203.0.113.7",
        "x-real-ip,203.0.113.7",
        "via,1.1 proxy",
        "origin,https://evil.example",
        "sec-fetch-site,cross-site"
    })
    void doesNotTakeAProxyOrAForeignPageForThisMachine(String header, String value) throws Exception {
        var admin = key("root", true);
        try (var server = TestServer.start(folder)) {
            var response = server.send(server.request("/metrics").header(header, value));

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(json(response).at("/error/code").stringValue()).isEqualTo("admin_key_needed");
            assertThat(status(server, as(admin, server.request("/metrics").header(header, value))))
                    .isEqualTo(200);
        }
    }

    @Test
    void asksForAnAdminKeyWhereKeysAreNeeded() throws Exception {
        var admin = key("root", true);
        var usual = key("anna", false);
        try (var server =
                TestServer.start(folder, config -> config.withAccess(new AccessPolicy(true, Rates.UNBOUNDED)))) {
            assertThat(status(server, server.request("/metrics"))).isEqualTo(401);
            assertThat(status(server, as("sk-unknown", server.request("/metrics"))))
                    .isEqualTo(401);
            assertThat(status(server, as(usual, server.request("/metrics")))).isEqualTo(403);
            assertThat(status(server, as(admin, server.request("/metrics")))).isEqualTo(200);
            assertThat(status(server, server.request("/health/ready"))).isEqualTo(200);
        }
    }

    @Test
    void listensOnAPortOfItsOwnAndThereAlone() throws Exception {
        try (var server = TestServer.start(
                folder,
                config -> config.withAdmin(AdminPolicy.STANDARD.on("127.0.0.1", 0, true))
                        .withAccess(new AccessPolicy(true, Rates.UNBOUNDED)))) {
            assertThat(status(server, HttpRequest.newBuilder(server.atAdmin("/metrics"))))
                    .isEqualTo(200);
            assertThat(status(server, HttpRequest.newBuilder(server.atAdmin("/health/ready"))))
                    .isEqualTo(200);
            assertThat(status(server, HttpRequest.newBuilder(server.atAdmin("/v1/models"))))
                    .isEqualTo(404);
            assertThat(status(server, server.request("/metrics"))).isEqualTo(401);
            assertThat(status(server, server.request("/health/live"))).isEqualTo(200);
        }
    }

    @Test
    void asksForAnAdminKeyOnAnAdminPortThatOthersReach() throws Exception {
        var admin = key("root", true);
        try (var server =
                TestServer.start(folder, config -> config.withAdmin(AdminPolicy.STANDARD.on("0.0.0.0", 0, false)))) {
            assertThat(status(server, HttpRequest.newBuilder(server.atAdmin("/metrics"))))
                    .isEqualTo(401);
            assertThat(status(server, as(admin, HttpRequest.newBuilder(server.atAdmin("/metrics")))))
                    .isEqualTo(200);
            assertThat(status(server, HttpRequest.newBuilder(server.atAdmin("/health/live"))))
                    .isEqualTo(200);
            assertThat(status(server, server.request("/metrics"))).isEqualTo(404);
        }
    }
}
