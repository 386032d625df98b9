package io.lutra.server.proxy;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The proxies whose word is taken for where a request comes from: {@code Forwarded} (RFC 7239) and {@code X-Forwarded-For},
 * {@code -Proto}, {@code -Host}, {@code -Port}, {@code -Prefix}. From anybody else these headers mean nothing. Immutable.
 */
/* Implementation note. A list of forwarded addresses grows to the right: the last entry was written by whoever is connected to
 * us, the one before it by whom that entry names, and so on. What a proxy that is not trusted wrote, and what stands left of
 * it, anybody may have made up. So the chain is walked from the right, as long as the next address is a trusted proxy; the
 * first that is none is the client. A proxy that hides whom it had the request from ends the walk, and stands for its client.
 *
 * A proxy that sets one family of headers and passes the other on as it came would let clients choose what is believed. So
 * where both are there and contradict each other, neither is. */
public record TrustedProxies(List<AddressRange> ranges) {
    /** Proxies on this machine. */
    public static final TrustedProxies LOOPBACK =
            new TrustedProxies(List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1")));

    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~-]{1,100}){1,8}");
    private static final int MOST_PORTS = 65535;

    /** Copies the list. */
    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /**
     * What a connection says of itself.
     *
     * @param peer address of its other end
     * @param local address and port of this end, for clients that name no host
     * @param scheme {@code https} on a connection with TLS, else {@code http}
     */
    public record Connection(String peer, String local, String scheme) {}

    /** What the walk along the hops led to. */
    private record Walk(String client, String proto, String host, String port, String prefix) {
        boolean contradicts(Walk other) {
            return !client.equals(other.client) || differ(proto, other.proto) || differ(host, other.host);
        }

        private static boolean differ(String one, String other) {
            return !one.isEmpty() && !other.isEmpty() && !one.equalsIgnoreCase(other);
        }
    }

    /** Where a request comes from, by its connection and its header fields. */
    public Origin origin(Connection connection, Function<String, Optional<String>> headers) {
        var peer = IpAddress.parse(connection.peer());
        var client = peer.map(InetAddress::getHostAddress).orElse(connection.peer());
        var silent = new Walk(client, "", "", "", "");
        if (peer.isEmpty() || !trusts(peer.get())) {
            return origin(connection, headers, silent, false);
        }
        var forwarded = Hop.forwarded(headers);
        var xForwarded = Hop.xForwarded(headers);
        var one = walk(silent, forwarded);
        var other = walk(silent, xForwarded);
        boolean saysBoth = !forwarded.isEmpty() && saysMoreThanPrefix(xForwarded);
        if (saysBoth && one.contradicts(other)) {
            return origin(connection, headers, silent, true);
        }
        return origin(connection, headers, forwarded.isEmpty() ? other : one, false);
    }

    /** The header of a prefix goes with either family. */
    private static boolean saysMoreThanPrefix(List<Hop> hops) {
        return hops.stream().anyMatch(hop -> !(hop.node() + hop.proto() + hop.host() + hop.port()).isEmpty());
    }

    private boolean trusts(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private Walk walk(Walk from, List<Hop> hops) {
        var walk = from;
        for (var hop : hops) {
            var node = IpAddress.parseNode(hop.node());
            walk = new Walk(
                    node.map(InetAddress::getHostAddress).orElse(walk.client()),
                    said(hop.proto(), walk.proto()),
                    said(hop.host(), walk.host()),
                    said(hop.port(), walk.port()),
                    said(hop.prefix(), walk.prefix()));
            if (node.isEmpty() || !trusts(node.get())) {
                break;
            }
        }
        return walk;
    }

    private static String said(String now, String before) {
        return now.isEmpty() ? before : now;
    }

    private static Origin origin(
            Connection connection, Function<String, Optional<String>> headers, Walk walk, boolean isDisputed) {
        var scheme = switch (walk.proto().toLowerCase(Locale.ROOT)) {
            case "https" -> "https";
            case "http" -> "http";
            default -> connection.scheme();
        };
        var host = Optional.of(walk.host())
                .filter(TrustedProxies::isHost)
                .or(() -> headers.apply("host").filter(TrustedProxies::isHost))
                .map(name -> withPort(name, walk.port()))
                .orElse(connection.local());
        var prefix = walk.prefix().replaceFirst("/{1,8}$", "");
        return new Origin(
                walk.client(), scheme + "://" + host + (PREFIX.matcher(prefix).matches() ? prefix : ""), isDisputed);
    }

    private static boolean isHost(String name) {
        var match = HOST.matcher(name);
        return match.matches()
                && (match.group(1) == null || isPort(match.group(1).substring(1)));
    }

    private static boolean isPort(String digits) {
        return digits.matches("[1-9][0-9]{0,4}") && Integer.parseInt(digits) <= MOST_PORTS;
    }

    private static String withPort(String host, String port) {
        boolean isUsual = port.equals("80") || port.equals("443");
        return isPort(port) && !isUsual && !host.matches(".*:[0-9]+") ? host + ":" + port : host;
    }
}
