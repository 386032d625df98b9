package io.lutra.server.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes one line for every request: what was asked for, how it ended, how long it took. Never prompts, keys or pictures.
 * Probes and scrapes, which come every few seconds, are written at the level DEBUG as long as they succeed.
 */
final class RequestLog implements RequestObserver {
    private static final Logger LOG = LoggerFactory.getLogger("lutra.requests");
    private static final int LONGEST = 200;

    @Override
    public void finished(Call call, Outcome outcome) {
        var level = call.isProbe() && outcome.status() < 500 ? Level.DEBUG : Level.INFO;
        var line = LOG.atLevel(level)
                .addKeyValue("method", plain(call.method()))
                .addKeyValue("path", plain(call.rawPath()))
                .addKeyValue("status", outcome.status())
                .addKeyValue("millis", outcome.took().toMillis())
                .addKeyValue("bytes", outcome.bytes())
                .addKeyValue("client", plain(call.client()));
        for (var note : call.notes().entrySet()) {
            line = line.addKeyValue(note.getKey(), value(note.getValue()));
        }
        line.log("answered");
    }

    private static Object value(Object noted) {
        return noted instanceof Number || noted instanceof Boolean ? noted : plain(noted.toString());
    }

    private static String plain(String text) {
        var line = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            line.append(c > ' ' && c < 127 && c != '"' ? c : '_');
        }
        return line.toString();
    }
}
