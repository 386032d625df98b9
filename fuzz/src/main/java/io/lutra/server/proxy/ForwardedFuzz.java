package io.lutra.server.proxy;

import io.lutra.server.proxy.TrustedProxies.Connection;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads anything as the header fields that proxies add, a line for each. A trusted proxy's client must be an address and its
 * base a URL; from anybody else nothing is believed.
 */
public final class ForwardedFuzz {
    private static final List<String> NAMES = List.of(
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "host");
    private static final Pattern BASE = Pattern.compile(
            "https?://(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?(?:/[A-Za-z0-9._~-]+)*");

    private ForwardedFuzz() {}

    /** Attacks. */
    public static void fuzzerTestOneInput(byte[] input) {
        var lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", NAMES.size());
        var fields = new HashMap<String, String>();
        for (int i = 0; i < lines.length; i++) {
            fields.put(NAMES.get(i), lines[i]);
        }
        Function<String, Optional<String>> headers =
                name -> Optional.ofNullable(fields.get(name)).map(String::strip).filter(value -> !value.isEmpty());
        var trusted = TrustedProxies.LOOPBACK.origin(new Connection("127.0.0.1", "127.0.0.1:80", "http"), headers);
        require(BASE.matcher(trusted.base()).matches(), trusted);
        require(IpAddress.parse(trusted.client()).isPresent(), trusted);
        var stranger = new Connection("192.0.2.7", "127.0.0.1:80", "http");
        var untrusted = TrustedProxies.LOOPBACK.origin(stranger, headers);
        var host = Optional.ofNullable(fields.get("host")).<Map<String, String>>map(value -> Map.of("host", value));
        var alone = TrustedProxies.LOOPBACK.origin(
                stranger,
                name -> host.map(only -> only.get(name)).map(String::strip).filter(value -> !value.isEmpty()));
        require(untrusted.equals(alone) && untrusted.client().equals("192.0.2.7"), untrusted);
    }

    private static void require(boolean holds, Origin origin) {
        if (!holds) {
            throw new IllegalStateException(origin.toString());
        }
    }
}
