package io.lutra.server;

import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.json;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.storage.s3.S3Access;
import io.lutra.storage.s3.S3Location;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Servers that keep their pictures in a bucket. */
class BucketTest {
    private static final String BUCKET = "pictures";
    private static final String TWO = "{'prompt':'x','n':2,'size':'256x256'}";

    @RegisterExtension
    final S3ProxyExtension proxy =
            S3ProxyExtension.builder().withCredentials("somebody", "a secret").build();

    @TempDir
    Path folder;

    @BeforeEach
    void makeBucket() {
        System.setProperty("aws.accessKeyId", "somebody");
        System.setProperty("aws.secretAccessKey", "a secret");
        try (var connection = access(false).connect()) {
            connection.client().createBucket(request -> request.bucket(BUCKET));
        }
    }

    @AfterEach
    void forgetCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private S3Access access(boolean presigned) {
        return new S3Access(
                new S3Location(Optional.of(requireNonNull(proxy.getUri())), "us-east-1", BUCKET, "lutra/", true),
                presigned);
    }

    private TestServer start(String name, boolean presigned) throws InterruptedException {
        return TestServer.start(
                folder.resolve(name),
                config -> config.withStore(new StoreConfig(config.store().limits(), Optional.of(access(presigned)))));
    }

    private static String link(HttpResponse<byte[]> answer) {
        var link = URI.create(json(answer).at("/data/1/url").asString());
        return link.getRawPath() + "?" + link.getRawQuery();
    }

    @Test
    void everyServerWithTheSameKeyOpensTheLinksOfTheOthers() throws Exception {
        try (var one = start("one", false)) {
            var link = link(one.generate(TWO));
            Files.createDirectories(folder.resolve("other"));
            Files.copy(folder.resolve("one/server.key"), folder.resolve("other/server.key"));
            try (var other = start("other", false)) {
                var picture = other.get(link);

                assertThat(picture.statusCode()).isEqualTo(200);
                assertThat(picture.body()).isEqualTo(one.get(link).body()).startsWith((byte) 0x89, 'P', 'N', 'G');
                assertThat(other.get(link.replace("sig=", "sig=00")).statusCode())
                        .isEqualTo(403);
                var part = other.send(other.request(link).header("range", "bytes=1-3"));
                assertThat(part.statusCode()).isEqualTo(206);
                assertThat(part.body()).containsExactly('P', 'N', 'G');
            }
        }
        assertThat(folder.resolve("one/pictures")).doesNotExist();
    }

    @Test
    void linksLeadToTheBucketItselfIfTheyAreTo() throws Exception {
        try (var server = start("one", true);
                var client = HttpClient.newHttpClient()) {
            var answer = server.get(link(server.generate(TWO)));

            assertThat(answer.statusCode()).isEqualTo(302);
            var picture = client.send(
                    HttpRequest.newBuilder(URI.create(header(answer, "location")))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(picture.statusCode()).isEqualTo(200);
            assertThat(picture.body()).startsWith((byte) 0x89, 'P', 'N', 'G');
        }
    }

    @Test
    void aBucketThatIsGoneCostsLinksAlone() throws Exception {
        try (var server = start("one", false)) {
            try (var connection = access(false).connect()) {
                connection.client().deleteBucket(request -> request.bucket(BUCKET));
            }
            var linked = server.generate(TWO);
            assertThat(linked.statusCode()).isEqualTo(503);
            assertThat(json(linked).at("/error/code").asString()).isEqualTo("storage_unavailable");
            assertThat(server.generate(TWO.replace("}", ",'response_format':'b64_json'}"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
