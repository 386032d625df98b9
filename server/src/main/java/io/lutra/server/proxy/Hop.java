package io.lutra.server.proxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one proxy says about the request that it passed on; empty texts for what it does not say.
 *
 * @param node whom it had it from
 */
record Hop(String node, String proto, String host, String port, String prefix) {
    /** More than any chain of proxies has. */
    private static final int MOST = 32;

    /** The hops of {@code Forwarded} (RFC 7239), the nearest proxy's first; none without that header. */
    static List<Hop> forwarded(Function<String, Optional<String>> headers) {
        var prefixes = list(headers, "x-forwarded-prefix");
        var hops = new ArrayList<Hop>();
        for (var element : list(headers, "forwarded")) {
            hops.add(new Hop(
                    parameter(element, "for"),
                    parameter(element, "proto"),
                    parameter(element, "host"),
                    "",
                    at(prefixes, hops.size())));
        }
        return hops;
    }

    /** The hops of {@code X-Forwarded-*}, the nearest proxy's first; none without such headers. */
    static List<Hop> xForwarded(Function<String, Optional<String>> headers) {
        var nodes = list(headers, "x-forwarded-for");
        var protos = list(headers, "x-forwarded-proto");
        var hosts = list(headers, "x-forwarded-host");
        var ports = list(headers, "x-forwarded-port");
        var prefixes = list(headers, "x-forwarded-prefix");
        int most = Collections.max(List.of(nodes.size(), protos.size(), hosts.size(), ports.size(), prefixes.size()));
        var hops = new ArrayList<Hop>();
        for (int i = 0; i < most; i++) {
            hops.add(new Hop(at(nodes, i), at(protos, i), at(hosts, i), at(ports, i), at(prefixes, i)));
        }
        return hops;
    }

    /** The entries of a list, the last one first, no more than there can be. */
    private static List<String> list(Function<String, Optional<String>> headers, String name) {
        var value = headers.apply(name).orElse("");
        var entries = new ArrayList<String>();
        int end = value.length();
        while (end > 0 && entries.size() < MOST) {
            int comma = value.lastIndexOf(',', end - 1);
            entries.add(value.substring(comma + 1, end).strip());
            end = comma;
        }
        return entries;
    }

    private static String at(List<String> entries, int index) {
        return index < entries.size() ? entries.get(index) : "";
    }

    private static String parameter(String element, String name) {
        for (var pair : element.split(";", MOST)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return IpAddress.unquoted(pair.substring(equals + 1).strip());
            }
        }
        return "";
    }
}
