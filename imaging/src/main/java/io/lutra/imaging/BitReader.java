package io.lutra.imaging;

import java.nio.ByteBuffer;

/** Reads bits of a lossless WebP, the lowest of a byte first. */
final class BitReader {
    private final ByteBuffer bytes;
    private long bits;
    private int available;

    /** Reads from the buffer's position on. */
    BitReader(ByteBuffer bytes) {
        this.bytes = bytes.slice();
    }

    /** The next {@code count} bits, at most 24, the first the lowest. */
    int read(int count) throws BadPictureException {
        while (available < count) {
            if (!bytes.hasRemaining()) {
                throw BadPictureException.corrupt("its lossless pixels end too early");
            }
            bits |= (bytes.get() & 255L) << available;
            available += 8;
        }
        int value = (int) bits & ((1 << count) - 1);
        bits >>>= count;
        available -= count;
        return value;
    }

    boolean flag() throws BadPictureException {
        return read(1) == 1;
    }
}
