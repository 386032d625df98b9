package io.lutra.server.proxy;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * All addresses that begin with the same bits, as {@code 10.0.0.0/8} or {@code fd00::/8} is written.
 *
 * @param base its first address
 * @param bits how many bits of it they share
 */
public record AddressRange(InetAddress base, int bits) {
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?::|$)");

    /** Refuses more bits than an address has. */
    public AddressRange {
        int most = base.getAddress().length * Byte.SIZE;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("/" + bits + " must be /0 to /" + most);
        }
    }

    /**
     * Reads a range, or a single address.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        var base = IpAddress.parse(address.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be addresses such as 10.0.0.0/8 or ::1, but is " + (text.isEmpty() ? "empty" : text)));
        if (slash < 0) {
            return new AddressRange(base, base.getAddress().length * Byte.SIZE);
        }
        var bits = text.substring(slash + 1).strip();
        if (!bits.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("must end with a number of bits, such as /8, but is " + text);
        }
        try {
            return new AddressRange(base, Integer.parseInt(bits));
        } catch (IllegalArgumentException tooMany) {
            throw new IllegalArgumentException("is " + text + ", but " + tooMany.getMessage(), tooMany);
        }
    }

    /** Whether an address is one of them. */
    boolean contains(InetAddress address) {
        var ours = base.getAddress();
        var theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (ours[i] != theirs[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
    }

    /** As it is written: the longest run of zeros of an IPv6 address shortened, a single address without its bits. */
    @Override
    public String toString() {
        var address = base.getHostAddress();
        var longest = ZEROS.matcher(address).results().max(Comparator.comparingInt(run -> run.end() - run.start()));
        var text = longest.map(run -> address.substring(0, run.start()) + "::" + address.substring(run.end()))
                .orElse(address);
        return bits == base.getAddress().length * Byte.SIZE ? text : text + "/" + bits;
    }
}
