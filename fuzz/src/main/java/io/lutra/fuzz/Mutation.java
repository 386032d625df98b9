package io.lutra.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Breaks inputs the way fuzzers do, but for the same seed always alike. Used by one thread. */
public final class Mutation {
    private static final int LONGEST = 1 << 14;
    private static final int[] EXTREMES = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 1};

    private final Random random;
    private final List<byte[]> corpus;

    /**
     * Of the inputs of a corpus.
     *
     * @param corpus one input or more
     */
    public Mutation(List<byte[]> corpus, long seed) {
        this.corpus = List.copyOf(corpus);
        random = new Random(seed);
    }

    /** The next broken input. */
    public byte[] next() {
        var input = any().clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            input = broken(input);
        }
        return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
    }

    private byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] broken(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(1 + random.nextInt(200)));
        switch (random.nextInt(9)) {
            case 0 -> {
                return Arrays.copyOf(input, at);
            }
            case 1 -> {
                return spliced(input, at, to, new byte[0]);
            }
            case 2 -> {
                return spliced(input, at, at, Arrays.copyOfRange(input, at, to));
            }
            case 3 -> {
                var other = any();
                int from = random.nextInt(other.length + 1);
                int end = Math.min(other.length, from + random.nextInt(200));
                return spliced(input, at, to, Arrays.copyOfRange(other, from, end));
            }
            case 4 -> {
                var noise = new byte[random.nextInt(8)];
                random.nextBytes(noise);
                return spliced(input, at, at, noise);
            }
            case 5 -> Arrays.fill(input, at, to, (byte) random.nextInt(256));
            case 6 -> {
                if (at + Integer.BYTES <= input.length) {
                    ByteBuffer.wrap(input).putInt(at, EXTREMES[random.nextInt(EXTREMES.length)]);
                }
            }
            case 7 -> {
                if (at < input.length) {
                    input[at] ^= (byte) (1 << random.nextInt(8));
                }
            }
            default -> {
                if (at < input.length) {
                    input[at] = (byte) random.nextInt(256);
                }
            }
        }
        return input;
    }

    /** The input with a stretch replaced. */
    private static byte[] spliced(byte[] input, int from, int to, byte[] by) {
        return ByteBuffer.allocate(input.length - (to - from) + by.length)
                .put(input, 0, from)
                .put(by)
                .put(input, to, input.length - to)
                .array();
    }
}
