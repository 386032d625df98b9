package io.lutra.cli.doctor;

import io.lutra.server.http.TlsFiles;
import io.lutra.server.http.TlsReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What TLS is spoken with.
 *
 * @param report what the server makes of its files
 * @param now by the clock
 */
public record CertificateFacts(TlsReport report, Instant now) implements Facts {
    private static final Duration SOON = Duration.ofDays(21);

    /** Reads the files. */
    public static CertificateFacts read(TlsFiles files, Instant now) {
        return new CertificateFacts(TlsReport.of(files), now);
    }

    @Override
    public List<Finding> findings() {
        return switch (report) {
            case TlsReport.Off() -> List.of();
            case TlsReport.Unusable(var reason) ->
                List.of(Finding.problem("tls", reason, "Correct tls.certificate, tls.key and tls.password-file."));
            case TlsReport.Usable usable -> findings(usable);
        };
    }

    private List<Finding> findings(TlsReport.Usable usable) {
        var findings = new ArrayList<Finding>();
        var told = usable.subject() + ", valid until " + usable.expires();
        var left = Duration.between(now, usable.expires());
        if (left.isNegative()) {
            findings.add(Finding.problem("tls", told + ": it has expired", "Renew it; a running server takes it up."));
        } else if (left.compareTo(SOON) < 0) {
            findings.add(Finding.warning(
                    "tls", told + ": " + left.toDays() + " days", "Renew it; a running server takes it up."));
        } else {
            findings.add(Finding.ok("tls", told));
        }
        if (!usable.exposed().isEmpty()) {
            var files = usable.exposed().stream().map(Path::toString).collect(Collectors.joining(" "));
            findings.add(
                    Finding.warning("tls key", "everybody on this machine can read " + files, "chmod o= " + files));
        }
        return findings;
    }
}
