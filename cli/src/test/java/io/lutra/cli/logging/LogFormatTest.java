package io.lutra.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogFormatTest {
    @AfterEach
    void asItWas() {
        LogFormat.TEXT.apply();
    }

    @Test
    void goesBackAndForth() {
        LogFormat.JSON.apply();
        assertThat(encoder()).isInstanceOf(JsonLines.class);

        LogFormat.TEXT.apply();
        assertThat(encoder()).isNotInstanceOf(JsonLines.class);
    }

    private static Object encoder() {
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        return ((OutputStreamAppender<ILoggingEvent>) root.getAppender("STDERR")).getEncoder();
    }

    /** OpenTelemetry, for one, writes to the JDK's logging that its receiver is away. */
    @Test
    void takesUpWhatLibrariesGiveToTheLoggingOfTheJdk() {
        LogFormat.TEXT.apply();
        var logger = (Logger) LoggerFactory.getLogger("io.lutra.test.jul");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);

        java.util.logging.Logger.getLogger("io.lutra.test.jul").warning("away");

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("away");
    }
}
