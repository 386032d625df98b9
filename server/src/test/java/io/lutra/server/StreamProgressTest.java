package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a streamed answer says between its events. */
class StreamProgressTest {
    @TempDir
    Path folder;

    @Test
    void saysInACommentHowManyStepsAreDone() throws Exception {
        try (var server = TestServer.start(folder);
                var client = HttpClient.newHttpClient()) {
            server.model().hold();
            var request = server.generation("{'prompt':'x','size':'256x256','n':2,'stream':true}")
                    .build();
            var sent = client.sendAsync(request, HttpResponse.BodyHandlers.ofLines());
            server.model().allow(1);

            try (var lines = sent.get().body()) {
                var each = lines.iterator();
                assertThat(each.next()).matches(": step [0-2] of 8");
                server.model().letGo();
                var rest = new StringBuilder();
                each.forEachRemaining(line -> rest.append(line).append('\n'));
                assertThat(rest.toString()).contains("event: image_generation.completed");
            }
        }
    }
}
