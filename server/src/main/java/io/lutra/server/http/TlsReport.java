package io.lutra.server.http;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What a server would make of its TLS files, without one that listens. */
public sealed interface TlsReport {
    /** No files are named. */
    record Off() implements TlsReport {}

    /**
     * A server would not start with them.
     *
     * @param reason one line that says why and what to do
     */
    record Unusable(String reason) implements TlsReport {}

    /**
     * A server would answer with them.
     *
     * @param subject whose certificate it is
     * @param expires when clients begin to refuse it
     * @param exposed the secret files that everybody on this machine can read
     */
    record Usable(String subject, Instant expires, List<Path> exposed) implements TlsReport {
        /** Copies the list. */
        public Usable {
            exposed = List.copyOf(exposed);
        }
    }

    /** Reads the files. */
    static TlsReport of(TlsFiles files) {
        if (files instanceof TlsFiles.None) {
            return new Off();
        }
        var vertx = Vertx.vertx();
        try {
            var pair = TlsPair.read(files, vertx);
            return new Usable(pair.subject(), pair.expires(), TlsPair.exposed(files));
        } catch (BadPair wrong) {
            return new Unusable(String.valueOf(wrong.getMessage()));
        } finally {
            var _ = vertx.close();
        }
    }
}
