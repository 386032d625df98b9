package io.lutra.engine.tensor;

import io.lutra.engine.EngineException;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Calls into libtorch with its exceptions translated, and the small native arguments that calls need. */
final class NativeCall {
    private static final List<String> OUT_OF_MEMORY =
            List.of("can't allocate memory", "not enough memory", "out of memory", "std::bad_alloc");

    private NativeCall() {}

    /** Runs a native operation that answers a tensor by value; the result belongs to the current scope. */
    static Tensor tensor(String operation, Supplier<org.bytedeco.pytorch.Tensor> call) {
        return Tensor.adopt(value(operation, call));
    }

    /** Runs a native operation. */
    static <T> T value(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException fault) {
            // JavaCPP throws a plain RuntimeException for every C++ exception; anything else is a fault of the Java
            // side
            throw fault.getClass() == RuntimeException.class ? translate(operation, fault) : fault;
        }
    }

    static EngineException translate(String operation, RuntimeException fault) {
        String message = firstLine(fault.getMessage());
        if (OUT_OF_MEMORY.stream().anyMatch(message::contains)) {
            return new EngineException.OutOfMemory("not enough memory for " + operation + ": " + message, fault);
        }
        return new EngineException.DeviceFault(operation + " failed: " + message, fault);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }

    static ScalarType scalarType(DType dtype) {
        return switch (dtype) {
            case F32 -> ScalarType.Float;
            case F64 -> ScalarType.Double;
            case F16 -> ScalarType.Half;
            case BF16 -> ScalarType.BFloat16;
            case I64 -> ScalarType.Long;
            case I32 -> ScalarType.Int;
            case I16 -> ScalarType.Short;
            case I8 -> ScalarType.Char;
            case U8 -> ScalarType.Byte;
            case BOOL -> ScalarType.Bool;
        };
    }

    static DType dtype(ScalarType type) {
        for (var dtype : DType.values()) {
            // JavaCPP allocates a new enum object for every answer: only the value can be compared.
            if (scalarType(dtype).value == type.value) {
                return dtype;
            }
        }
        throw new IllegalStateException("tensors of " + type + " are not supported");
    }

    /** The optional weight or bias of a layer; to be closed by the caller. Holds a reference of its own to the tensor. */
    static TensorOptional optional(@Nullable Tensor tensor) {
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor.handle());
    }

    static TensorOptions options(DType dtype) {
        return new TensorOptions(scalarType(dtype));
    }

    /** Runs a call that takes one number. */
    static Tensor withScalar(String operation, double number, ScalarCall call) {
        try (var scalar = new Scalar(number)) {
            return tensor(operation, () -> call.apply(scalar));
        }
    }

    static MemoryFormatOptional anyFormat() {
        return new MemoryFormatOptional();
    }

    /** A call whose result depends on one number. */
    interface ScalarCall {
        org.bytedeco.pytorch.Tensor apply(Scalar scalar);
    }

    /** An address that JavaCPP can pass on; owns nothing. */
    static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }
}
