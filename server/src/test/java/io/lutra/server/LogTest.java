package io.lutra.server;

import static io.lutra.server.TestServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(60)
class LogTest {
    @Test
    void linesOfTheDevicesThreadNameTheRequestTheyAreAbout(@TempDir Path folder) throws Exception {
        var log = (Logger) LoggerFactory.getLogger("io.lutra");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        try (var server = TestServer.start(folder)) {
            var id = header(server.generate("{'prompt':'broken'}"), "x-request-id");

            var ofDevice = List.copyOf(lines.list).stream()
                    .filter(line -> line.getThreadName().equals("lutra-device"))
                    .filter(line -> id.equals(line.getMDCPropertyMap().get("request")))
                    .toList();
            assertThat(ofDevice).hasSize(1);
            assertThat(ofDevice.getFirst().getThrowableProxy().getMessage()).contains("broken");
        } finally {
            log.detachAppender(lines);
        }
    }
}
