package io.lutra.engine.weights;

import io.lutra.engine.tensor.DType;
import java.util.Arrays;

/**
 * One array of a weight file.
 *
 * @param dtype the element type
 * @param shape lengths of the dimensions, row-major; owned by the record, not to be changed
 * @param offset of the first byte in the file
 * @param byteSize of the whole array
 */
public record WeightInfo(DType dtype, long[] shape, long offset, long byteSize) {
    /** Type and shape, such as {@code F16[320, 4, 3, 3]}. */
    @Override
    public String toString() {
        return dtype + Arrays.toString(shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightInfo that
                && dtype == that.dtype
                && Arrays.equals(shape, that.shape)
                && offset == that.offset
                && byteSize == that.byteSize;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dtype.hashCode() + Arrays.hashCode(shape)) + Long.hashCode(offset);
    }
}
