package io.lutra.cli.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** How lines of the log look. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** For programs: one JSON object for each line. */
    JSON;

    /** Writes every line of this process in this format from now on, those that libraries give to the JDK's logging, too. */
    public void apply() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLoggerList()
                    .forEach(logger -> logger.iteratorForAppenders().forEachRemaining(appender -> {
                        if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
                            apply(context, stream);
                        }
                    }));
        }
    }

    private void apply(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        boolean isJson = appender.getEncoder() instanceof JsonLines;
        if (isJson == (this == JSON)) {
            return;
        }
        var encoder = encoder(context);
        encoder.setContext(context);
        encoder.start();
        appender.stop();
        appender.setEncoder(encoder);
        appender.start();
    }

    private Encoder<ILoggingEvent> encoder(LoggerContext context) {
        return switch (this) {
            case JSON -> new JsonLines();
            case TEXT -> {
                var text = new PatternLayoutEncoder();
                text.setPattern(context.getProperty("TEXT"));
                yield text;
            }
        };
    }
}
