package io.lutra.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the one thing of Exif data (a TIFF file in small) that is honoured. Whatever is wrong with it means upright. */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY = 12;

    private Exif() {}

    /**
     * The orientation.
     *
     * @param tiff from the byte order mark on
     */
    static Orientation orientation(ByteBuffer tiff) {
        var data = tiff.slice();
        if (data.remaining() < 8) {
            return Orientation.UPRIGHT;
        }
        switch (data.getShort(0)) {
            case 0x4949 -> data.order(ByteOrder.LITTLE_ENDIAN);
            case 0x4d4d -> data.order(ByteOrder.BIG_ENDIAN);
            default -> {
                return Orientation.UPRIGHT;
            }
        }
        long directory = Integer.toUnsignedLong(data.getInt(4));
        if (data.getShort(2) != 42 || directory + 2 > data.limit()) {
            return Orientation.UPRIGHT;
        }
        int entries = Short.toUnsignedInt(data.getShort((int) directory));
        for (int i = 0; i < entries; i++) {
            long at = directory + 2 + (long) i * ENTRY;
            if (at + ENTRY > data.limit()) {
                return Orientation.UPRIGHT;
            }
            if (Short.toUnsignedInt(data.getShort((int) at)) == ORIENTATION) {
                return Orientation.ofTag(data.getShort((int) at + 8)).orElse(Orientation.UPRIGHT);
            }
        }
        return Orientation.UPRIGHT;
    }
}
