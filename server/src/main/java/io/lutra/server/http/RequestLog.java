package io.lutra.server.http;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line for every request: what was asked for, how it ended, how long it took. Never prompts, keys or pictures. */
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger("lutra.requests");

    private RequestLog() {}

    /**
     * Writes the line.
     *
     * @param status of the answer, or 499 when the client left before it
     */
    static void write(Call call, int status, long bytes, Instant now) {
        var line = new StringBuilder(160);
        line.append(call.id());
        field(line, "method", call.method());
        field(line, "path", call.rawPath());
        field(line, "status", status);
        field(line, "millis", Duration.between(call.received(), now).toMillis());
        field(line, "bytes", bytes);
        field(line, "client", call.client());
        call.notes().forEach((key, value) -> field(line, key, value));
        LOG.info("{}", line);
    }

    private static void field(StringBuilder line, String key, Object value) {
        line.append(' ').append(key).append('=');
        var text = value.toString();
        for (int i = 0; i < Math.min(text.length(), 200); i++) {
            char c = text.charAt(i);
            line.append(c > ' ' && c < 127 && c != '"' ? c : '_');
        }
    }
}
