package io.lutra.cli.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes each event as one line of JSON: {@code time} (RFC 3339, UTC, milliseconds), {@code level}, {@code logger},
 * {@code thread}, {@code message}, {@code request} where the event belongs to one, the event's own fields, and
 * {@code exception} with its stack trace. Thread-safe, as its appender's lock makes it.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final byte[] NOTHING = {};

    private final JsonMapper json = JsonMapper.shared();

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", event.getFormattedMessage());
        event.getMDCPropertyMap().forEach(line::putIfAbsent);
        var fields = event.getKeyValuePairs();
        if (fields != null) {
            fields.forEach(field -> line.putIfAbsent(field.key, plain(field.value)));
        }
        var thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("exception", ThrowableProxyUtil.asString(thrown));
        }
        byte[] text = json.writeValueAsBytes(line);
        var ended = new byte[text.length + 1];
        System.arraycopy(text, 0, ended, 0, text.length);
        ended[text.length] = '\n';
        return ended;
    }

    /** Numbers and truth values as such, anything else by its text: no object of the program is taken apart. */
    private static Object plain(Object value) {
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
