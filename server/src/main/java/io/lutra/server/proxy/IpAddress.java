package io.lutra.server.proxy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads addresses as they are written in headers and configurations. Never asks a name server: what is not an address in
 * digits is none. An IPv4 address that is mapped into IPv6 is the IPv4 address.
 */
public final class IpAddress {
    private static final int LONGEST = 64;
    private static final int NETWORK_BYTES = 8;
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private IpAddress() {}

    /** The address that a text is; a zone behind {@code %} is ignored. */
    static Optional<InetAddress> parse(String text) {
        int zone = text.indexOf('%');
        var digits = zone < 0 ? text : text.substring(0, zone);
        if (digits.length() > LONGEST
                || !(V4.matcher(digits).matches() || V6.matcher(digits).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(digits));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /**
     * The address in a forwarded node: with or without quotes, brackets, and a port behind it (RFC 7239, section 6). Names
     * such as {@code unknown} and {@code _hidden} are no addresses.
     */
    static Optional<InetAddress> parseNode(String node) {
        var text = unquoted(node.strip());
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 || !isPort(text.substring(end + 1)) ? Optional.empty() : parse(text.substring(1, end));
        }
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
        if (hasPort && !isPort(text.substring(colon))) {
            return Optional.empty();
        }
        return parse(hasPort ? text.substring(0, colon) : text);
    }

    static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replace("\\", "")
                : text;
    }

    /** A colon and a port, an obfuscated one included, or nothing. */
    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":(\\d{1,5}|_[A-Za-z0-9._-]{1,40})");
    }

    /**
     * Who is bounded as one: an IPv4 address, or the IPv6 network of 64 bits that one subscriber has all addresses of. A text
     * that is no address stays as it is.
     */
    public static String subscriber(String address) {
        var parsed = parse(address);
        if (parsed.isEmpty() || !(parsed.get() instanceof Inet6Address)) {
            return address;
        }
        var network = parsed.get().getAddress();
        Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("an address has the length of an address", wrongLength);
        }
    }
}
