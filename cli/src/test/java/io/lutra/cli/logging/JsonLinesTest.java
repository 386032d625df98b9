package io.lutra.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.BasicMDCAdapter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {
    private static LoggingEvent event(String message, @Nullable Throwable thrown) {
        var context = new LoggerContext();
        context.setMDCAdapter(new BasicMDCAdapter());
        var event =
                new LoggingEvent("", context.getLogger("io.lutra.X"), Level.WARN, message, thrown, new Object[] {"Y"});
        event.setInstant(Instant.parse("2026-11-23T10:00:00.005Z"));
        return event;
    }

    private static JsonNode written(LoggingEvent event) {
        var line = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("\n");
        assertThat(line.strip()).doesNotContain("\n");
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void writesWhatAnEventSays() {
        var event = event("job {} \"failed\"\nat once", null);
        event.setMDCPropertyMap(Map.of("request", "req_1"));
        event.addKeyValuePair(new KeyValuePair("pictures", 3));
        event.addKeyValuePair(new KeyValuePair("model", "a b"));
        event.addKeyValuePair(new KeyValuePair("level", "nobody overwrites what is ours"));

        var line = written(event);

        assertThat(line.get("time").stringValue()).isEqualTo("2026-11-23T10:00:00.005Z");
        assertThat(line.get("level").stringValue()).isEqualTo("WARN");
        assertThat(line.get("logger").stringValue()).isEqualTo("io.lutra.X");
        assertThat(line.get("message").stringValue()).isEqualTo("job Y \"failed\"\nat once");
        assertThat(line.get("request").stringValue()).isEqualTo("req_1");
        assertThat(line.get("pictures").intValue()).isEqualTo(3);
        assertThat(line.get("model").stringValue()).isEqualTo("a b");
        assertThat(line.has("exception")).isFalse();
    }

    @Test
    void keepsAStackTraceInItsLine() {
        var event = event("it broke", new IllegalStateException("no", new IllegalArgumentException("the cause")));
        event.setMDCPropertyMap(Map.of());

        assertThat(written(event).get("exception").stringValue())
                .contains("IllegalStateException: no", "Caused by: ", "the cause", "JsonLinesTest");
    }
}
