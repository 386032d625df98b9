package io.lutra.imaging;

import java.util.Arrays;

/**
 * A prefix code of a lossless WebP (RFC 9649, section 3.7.2): two bytes a symbol in use, whatever the alphabet. Canonical, as
 * in DEFLATE, and decoded bit by bit.
 */
final class PrefixCode {
    private static final int MAX_LENGTH = 15;

    /** The order in which the lengths of the code for lengths are stored. */
    private static final int[] ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private static final int REPEAT = 16;
    private static final int FEW_ZEROS = 17;

    /** The number of codes of every length. */
    private final short[] counts;
    /** The symbols in the order of their codes. */
    private final short[] symbols;

    private PrefixCode(int[] lengths, int alphabet) throws BadPictureException {
        counts = new short[MAX_LENGTH + 1];
        for (int symbol = 0; symbol < alphabet; symbol++) {
            counts[lengths[symbol]]++;
        }
        counts[0] = 0;
        var next = new int[MAX_LENGTH + 2];
        int open = 1;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            open = 2 * open - counts[length];
            next[length + 1] = next[length] + counts[length];
            if (open < 0) {
                throw BadPictureException.corrupt("one of its codes has too many symbols");
            }
        }
        int used = next[MAX_LENGTH + 1];
        if (used == 0 || (used > 1 && open != 0)) {
            throw BadPictureException.corrupt("one of its codes has too few symbols");
        }
        symbols = new short[used];
        for (int symbol = 0; symbol < alphabet; symbol++) {
            if (lengths[symbol] > 0) {
                symbols[next[lengths[symbol]]++] = (short) symbol;
            }
        }
    }

    /**
     * Reads the description of a code.
     *
     * @param lengths room to work in; its content does not matter
     * @param alphabet the number of symbols that there could be
     */
    static PrefixCode read(BitReader in, int[] lengths, int alphabet) throws BadPictureException {
        Arrays.fill(lengths, 0, alphabet, 0);
        if (in.flag()) {
            boolean two = in.flag();
            mark(lengths, in.read(in.flag() ? 8 : 1), alphabet);
            if (two) {
                mark(lengths, in.read(8), alphabet);
            }
        } else {
            readLengths(in, lengths, alphabet);
        }
        return new PrefixCode(lengths, alphabet);
    }

    private static void mark(int[] lengths, int symbol, int alphabet) throws BadPictureException {
        if (symbol >= alphabet) {
            throw BadPictureException.corrupt("one of its codes has the symbol " + symbol + " of " + alphabet);
        }
        lengths[symbol] = 1;
    }

    private static void readLengths(BitReader in, int[] lengths, int alphabet) throws BadPictureException {
        var lengthsOfLengths = new int[ORDER.length];
        int stored = 4 + in.read(4);
        for (int i = 0; i < stored; i++) {
            lengthsOfLengths[ORDER[i]] = in.read(3);
        }
        int left = in.flag() ? 2 + in.read(2 + 2 * in.read(3)) : alphabet;
        var code = new PrefixCode(lengthsOfLengths, ORDER.length);
        int previous = 8;
        for (int at = 0; at < alphabet && left > 0; left--) {
            int length = code.next(in);
            if (length < REPEAT) {
                lengths[at++] = length;
                previous = length == 0 ? previous : length;
                continue;
            }
            int times = length == REPEAT ? 3 + in.read(2) : length == FEW_ZEROS ? 3 + in.read(3) : 11 + in.read(7);
            if (times > alphabet - at) {
                throw BadPictureException.corrupt("one of its codes is longer than its alphabet");
            }
            Arrays.fill(lengths, at, at + times, length == REPEAT ? previous : 0);
            at += times;
        }
    }

    /** Symbols in use, a measure of the memory taken. */
    int size() {
        return symbols.length;
    }

    /** Reads a symbol; a code of one symbol takes no bits. */
    int next(BitReader in) throws BadPictureException {
        if (symbols.length == 1) {
            return symbols[0];
        }
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code |= in.read(1);
            int count = counts[length];
            if (code - count < first) {
                return symbols[index + code - first];
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw new IllegalStateException("a complete code has no such code");
    }
}
