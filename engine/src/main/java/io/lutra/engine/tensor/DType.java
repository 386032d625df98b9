package io.lutra.engine.tensor;

/** The element types of tensors and weight files, named as safetensors names them. */
public enum DType {
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary64. */
    F64(8),
    /** IEEE 754 binary16; slow to compute with on a CPU. */
    F16(2),
    /** The upper half of a binary32: its range with 8 bits of precision. */
    BF16(2),
    /** Signed 64-bit. */
    I64(8),
    /** Signed 32-bit. */
    I32(4),
    /** Signed 16-bit. */
    I16(2),
    /** Signed 8-bit. */
    I8(1),
    /** Unsigned 8-bit. */
    U8(1),
    /** One byte, 0 or 1. */
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether this is one of the floating-point types. */
    public boolean isFloat() {
        return this == F32 || this == F64 || this == F16 || this == BF16;
    }
}
