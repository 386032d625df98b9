package io.lutra.engine.weights;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/** Reads anything as a safetensors file, as it is and with the length of its header mended. */
public final class SafetensorsFuzz {
    private SafetensorsFuzz() {}

    /** Attacks. */
    public static void fuzzerTestOneInput(byte[] input) {
        attack(input);
        int end = input.length;
        while (end > Long.BYTES && input[end - 1] != '}') {
            end--;
        }
        if (end > Long.BYTES) {
            var mended = input.clone();
            ByteBuffer.wrap(mended).order(ByteOrder.LITTLE_ENDIAN).putLong(0, end - Long.BYTES);
            attack(mended);
        }
    }

    private static void attack(byte[] file) {
        try {
            var header = SafetensorsFile.header(MemorySegment.ofArray(file));
            long bytes = header.weights().values().stream()
                    .mapToLong(SafetensorsFuzz::within)
                    .sum();
            long start = Long.BYTES
                    + ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
            if (start + bytes != file.length) {
                throw new IllegalStateException(bytes + " of " + (file.length - start) + " bytes are covered");
            }
        } catch (SafetensorsHeader.Malformed documented) {
            if (Objects.requireNonNull(documented.getMessage()).isBlank()) {
                throw new IllegalStateException("no reason is given", documented);
            }
        }
    }

    private static long within(WeightInfo weight) {
        long elements = Arrays.stream(weight.shape()).reduce(1, Math::multiplyExact);
        if (elements * weight.dtype().bytes() != weight.byteSize()) {
            throw new IllegalStateException(weight + " has " + weight.byteSize() + " bytes");
        }
        return weight.byteSize();
    }
}
