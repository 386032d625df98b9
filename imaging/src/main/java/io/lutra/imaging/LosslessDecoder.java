package io.lutra.imaging;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Decodes the pixels of a lossless WebP (RFC 9649, section 3). Takes some 12 bytes a pixel and 32 MiB for codes at most.
 */
/* Implementation note.
 *
 * Own, because a file of 160 kB and 16 pixels makes the library allocate 350 MB: it makes room for every code group that the
 * largest number in the entropy image implies. Here groups that no block uses are read and dropped, codes take two bytes a
 * symbol, and MAX_SYMBOLS bounds them all.
 */
final class LosslessDecoder {
    private static final int MAX_SYMBOLS = 1 << 24;
    private static final int LITERALS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;
    private static final int MAX_CACHE_BITS = 11;
    private static final int CACHE_FACTOR = 0x1e35a7bd;

    /** Neighbours by short distance codes: rows up in the high half of a byte, 8 less columns to the left in the low one. */
    private static final int[] NEIGHBOURS = {
        0x18, 0x07, 0x17, 0x19, 0x28, 0x06, 0x27, 0x29, 0x16, 0x1a, 0x26, 0x2a, 0x38, 0x05, 0x37, 0x39, 0x15, 0x1b,
                0x36,
        0x3a, 0x25, 0x2b, 0x48, 0x04, 0x47, 0x49, 0x14, 0x1c, 0x35, 0x3b, 0x46, 0x4a, 0x24, 0x2c, 0x58, 0x45, 0x4b,
                0x34,
        0x3c, 0x03, 0x57, 0x59, 0x13, 0x1d, 0x56, 0x5a, 0x23, 0x2d, 0x44, 0x4c, 0x55, 0x5b, 0x33, 0x3d, 0x68, 0x02,
                0x67,
        0x69, 0x12, 0x1e, 0x66, 0x6a, 0x22, 0x2e, 0x54, 0x5c, 0x43, 0x4d, 0x65, 0x6b, 0x32, 0x3e, 0x78, 0x01, 0x77,
                0x79,
        0x53, 0x5d, 0x11, 0x1f, 0x64, 0x6c, 0x42, 0x4e, 0x76, 0x7a, 0x21, 0x2f, 0x75, 0x7b, 0x31, 0x3f, 0x63, 0x6d,
                0x52,
        0x5e, 0x00, 0x74, 0x7c, 0x41, 0x4f, 0x10, 0x20, 0x62, 0x6e, 0x30, 0x73, 0x7d, 0x51, 0x5f, 0x40, 0x72, 0x7e,
                0x61,
        0x6f, 0x50, 0x71, 0x7f, 0x60, 0x70
    };

    private final BitReader in;
    private final int[] scratch = new int[LITERALS + LENGTHS + (1 << MAX_CACHE_BITS)];
    private int symbols;

    private LosslessDecoder(BitReader in) {
        this.in = in;
    }

    /**
     * Decodes.
     *
     * @param stream from behind the header with the dimensions on
     * @return argb by rows
     */
    static int[] decode(ByteBuffer stream, int width, int height) throws BadPictureException {
        return new LosslessDecoder(new BitReader(stream)).picture(width, height);
    }

    private int[] picture(int width, int height) throws BadPictureException {
        Deque<LosslessTransform> transforms = new ArrayDeque<>();
        int seen = 0;
        int stored = width;
        while (in.flag()) {
            int type = in.read(2);
            if ((seen >> type & 1) == 1) {
                throw BadPictureException.corrupt("it has a transform twice");
            }
            seen |= 1 << type;
            var transform = transform(type, stored, height);
            transforms.push(transform);
            stored = transform.storedWidth();
        }
        int[] argb = pixels(stored, height, true);
        for (var transform : transforms) {
            argb = transform.undo(argb, height);
        }
        return argb;
    }

    private LosslessTransform transform(int type, int width, int height) throws BadPictureException {
        return switch (type) {
            case 0, 1 -> {
                int bits = 2 + in.read(3);
                int columns = blocks(width, bits);
                int[] data = pixels(columns, blocks(height, bits), false);
                yield type == 0
                        ? new LosslessTransform.Prediction(width, bits, columns, data)
                        : new LosslessTransform.Colours(width, bits, columns, data);
            }
            case 2 -> new LosslessTransform.AddGreen(width);
            default -> LosslessTransform.Palette.of(width, pixels(1 + in.read(8), 1, false));
        };
    }

    static int blocks(int size, int bits) {
        return (size + (1 << bits) - 1) >> bits;
    }

    /** The five codes of a block: green with lengths and cache, red, blue, alpha, distance. */
    private record Group(PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {
        int size() {
            return green.size() + red.size() + blue.size() + alpha.size() + distance.size();
        }
    }

    private Group group(int cacheSize) throws BadPictureException {
        return new Group(
                PrefixCode.read(in, scratch, LITERALS + LENGTHS + cacheSize),
                PrefixCode.read(in, scratch, LITERALS),
                PrefixCode.read(in, scratch, LITERALS),
                PrefixCode.read(in, scratch, LITERALS),
                PrefixCode.read(in, scratch, DISTANCES));
    }

    private int[] pixels(int width, int height, boolean mayHaveBlocks) throws BadPictureException {
        int cacheBits = in.flag() ? in.read(4) : 0;
        if (cacheBits > MAX_CACHE_BITS) {
            throw BadPictureException.corrupt("its cache of colours is of " + cacheBits + " bits");
        }
        int blockBits = 31;
        var numbers = new int[1];
        if (mayHaveBlocks && in.flag()) {
            blockBits = 2 + in.read(3);
            numbers = pixels(blocks(width, blockBits), blocks(height, blockBits), false);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = numbers[i] >> 8 & 0xffff;
            }
        }
        var groups = groups(numbers, cacheBits == 0 ? 0 : 1 << cacheBits);
        return new Run(width, height, cacheBits, blockBits, groups).decode();
    }

    /** The group of every block. */
    private Group[] groups(int[] numbers, int cacheSize) throws BadPictureException {
        Map<Integer, Group> used = new HashMap<>();
        var sorted = Arrays.stream(numbers).distinct().sorted().toArray();
        for (int number = 0, i = 0; i < sorted.length; number++) {
            var group = group(cacheSize);
            if (number == sorted[i]) {
                used.put(number, group);
                i++;
                symbols += group.size();
                if (symbols > MAX_SYMBOLS) {
                    throw BadPictureException.unsupported("its codes have more than " + MAX_SYMBOLS + " symbols");
                }
            }
        }
        return Arrays.stream(numbers).mapToObj(used::get).toArray(Group[]::new);
    }

    /** The decoding of one image of the stream. */
    private final class Run {
        private final int width;
        private final int blockBits;
        private final int columns;
        private final Group[] groups;
        private final int[] argb;
        private final int cacheShift;
        private final int[] cache;
        private int at;

        Run(int width, int height, int cacheBits, int blockBits, Group[] groups) {
            this.width = width;
            this.blockBits = blockBits;
            this.columns = blockBits == 31 ? 1 : blocks(width, blockBits);
            this.groups = groups;
            argb = new int[Math.multiplyExact(width, height)];
            cacheShift = 32 - cacheBits;
            cache = new int[cacheBits == 0 ? 0 : 1 << cacheBits];
        }

        int[] decode() throws BadPictureException {
            while (at < argb.length) {
                var group = groups[((at / width) >> blockBits) * columns + ((at % width) >> blockBits)];
                int code = group.green.next(in);
                if (code < LITERALS) {
                    int red = group.red.next(in);
                    int blue = group.blue.next(in);
                    add(group.alpha.next(in) << 24 | red << 16 | code << 8 | blue);
                } else if (code < LITERALS + LENGTHS) {
                    copy(value(code - LITERALS), distance(value(group.distance.next(in))));
                } else {
                    add(cache[code - LITERALS - LENGTHS]);
                }
            }
            return argb;
        }

        private void add(int pixel) {
            argb[at++] = pixel;
            if (cache.length > 0) {
                cache[(CACHE_FACTOR * pixel) >>> cacheShift] = pixel;
            }
        }

        private void copy(int length, int distance) throws BadPictureException {
            if (distance > at || length > argb.length - at) {
                throw BadPictureException.corrupt("it repeats pixels that it does not have");
            }
            for (int i = 0; i < length; i++) {
                add(argb[at - distance]);
            }
        }

        private int value(int prefix) throws BadPictureException {
            if (prefix < 4) {
                return prefix + 1;
            }
            int extra = (prefix - 2) >> 1;
            return ((2 + (prefix & 1)) << extra) + in.read(extra) + 1;
        }

        private int distance(int code) {
            if (code > NEIGHBOURS.length) {
                return code - NEIGHBOURS.length;
            }
            int neighbour = NEIGHBOURS[code - 1];
            return Math.max(1, (neighbour >> 4) * width + 8 - (neighbour & 15));
        }
    }
}
