package io.lutra.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * Who can draw.
 *
 * @param isLocal whether only this machine can connect
 * @param asksKeys whether keys are asked for
 * @param keys how many there are
 * @param isEncrypted whether connections are
 */
public record AccessFacts(boolean isLocal, boolean asksKeys, int keys, boolean isEncrypted) implements Facts {
    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        var made = keys == 1 ? "1 key" : keys + " keys";
        if (asksKeys && keys == 0) {
            findings.add(Finding.problem(
                    "keys",
                    isLocal ? "keys are asked for, and there are none" : "others can connect, and there are no keys",
                    "lutra keys add NAME" + (isLocal ? "" : ", or let everybody draw by allow-anonymous")));
        } else if (asksKeys) {
            findings.add(Finding.ok("keys", "only those with one of " + made + " draw"));
        } else if (isLocal) {
            findings.add(
                    Finding.ok(
                            "keys",
                            "everybody on this machine draws without a key; behind a proxy here everybody would: require-keys"));
        } else {
            findings.add(Finding.warning(
                    "keys", "everybody who reaches this machine draws without a key", "Leave out allow-anonymous."));
        }
        if (!isLocal && !isEncrypted) {
            findings.add(Finding.warning(
                    "encryption",
                    "others can connect, and keys and pictures travel readable for all between",
                    "Set tls.certificate and tls.key, or listen on 127.0.0.1 behind a proxy with TLS."));
        }
        return findings;
    }
}
