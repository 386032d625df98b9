package io.lutra.engine.tensor;

import io.lutra.engine.tensor.DeviceSettings.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Where tensors live and networks run, through libtorch: the CPU or a GPU. The one place that knows which device it is.
 *
 * <p>{@link #start} loads the library (about a second; the first time on a machine it also unpacks it, some seconds more).
 * The process has one library: settings that concern it (threads, memory) are those of the first start, while precision is
 * each device's own. Safe to share between threads.
 */
public final class Device {
    private final DType dtype;
    private final String description;
    private final @Nullable CudaDevice cuda;

    private Device(DType dtype, String description, @Nullable CudaDevice cuda) {
        this.dtype = dtype;
        this.description = description;
        this.cuda = cuda;
    }

    /**
     * Loads the native library, if this is the first call, and answers the device that is asked for.
     *
     * @throws io.lutra.engine.EngineException.DeviceFault if the library cannot be loaded on this machine, or there is no such
     *     device
     */
    public static Device start(DeviceSettings settings) {
        var loadedWith = NativeLibrary.load(settings);
        var cuda = CudaDevice.choose(settings.choice(), CudaDevice.Found.here());
        var processor = Processor.current();
        var dtype = switch (settings.precision()) {
            case AUTO -> cuda != null || processor.multipliesBf16() ? DType.BF16 : DType.F32;
            case F32 -> DType.F32;
            case BF16 -> DType.BF16;
        };
        String chosen = settings.precision() == Precision.AUTO ? processor.reason() : "as configured";
        if (cuda != null) {
            return new Device(dtype, "%s, %s, libtorch %s".formatted(cuda, name(dtype), libraryVersion()), cuda);
        }
        int threads = NativeLibrary.threads(loadedWith);
        return new Device(
                dtype,
                "CPU, %s (%s), %d thread%s, libtorch %s"
                        .formatted(name(dtype), chosen, threads, threads == 1 ? "" : "s", libraryVersion()),
                null);
    }

    private static String name(DType dtype) {
        return dtype.name().toLowerCase(Locale.ROOT);
    }

    /** What networks compute in unless they need more: {@link DType#F32} or {@link DType#BF16}. */
    public DType dtype() {
        return dtype;
    }

    /** One line for people: device, precision and why, threads, library. */
    public String description() {
        return description;
    }

    /** Bytes that tensors may still take on this device, by the system's account; empty where it keeps none. */
    public OptionalLong availableBytes() {
        return cuda == null ? HostMemory.current().available() : OptionalLong.of(cuda.availableBytes());
    }

    /**
     * Gives freed memory back to the system, for when much of it is not wanted again: after weights were brought into order, or
     * closed. Takes milliseconds, and what comes next is slower for having to ask the system again.
     */
    public void giveBackFreedMemory() {
        NativeLibrary.trim();
    }

    /** An fp32 tensor of these elements, row-major; copied. */
    public Tensor tensor(float[] elements, long... shape) {
        return copyOf(MemorySegment.ofArray(elements), DType.F32, shape);
    }

    /** An I64 tensor of these elements, row-major; copied. */
    public Tensor tensor(long[] elements, long... shape) {
        return copyOf(MemorySegment.ofArray(elements), DType.I64, shape);
    }

    /**
     * A tensor of the elements that lie in memory, row-major and little-endian; copied.
     *
     * @throws IllegalArgumentException if the segment is not as long as the shape says
     */
    public Tensor copyOf(MemorySegment elements, DType dtype, long... shape) {
        requireLength(elements, dtype, shape);
        var tensor = empty(dtype, shape);
        MemorySegment.copy(elements, 0, tensor.contents(), 0, elements.byteSize());
        return here(tensor);
    }

    /**
     * A tensor over elements that lie in memory already, row-major and little-endian; on the CPU nothing is copied, so
     * this is how a mapped weight file is used without reading it.
     *
     * @param elements native memory, aligned to the element, unchanged while any tensor that shares it is used
     */
    public Tensor over(MemorySegment elements, DType dtype, long... shape) {
        requireLength(elements, dtype, shape);
        if (!elements.isNative()) {
            throw new IllegalArgumentException("a tensor can lie over native memory only");
        }
        if (elements.byteSize() == 0 || elements.address() % dtype.bytes() != 0) {
            return copyOf(elements, dtype, shape);
        }
        enter();
        return here(Tensor.borrowing(
                NativeCall.value("from_blob", () -> {
                    try (var address = new NativeCall.Address(elements.address());
                            var options = NativeCall.options(dtype)) {
                        return torch.from_blob(address, shape, options);
                    }
                }),
                elements));
    }

    /** A tensor of zeros. */
    public Tensor zeros(DType dtype, long... shape) {
        enter();
        return here(NativeCall.tensor("zeros", () -> {
            try (TensorOptions options = NativeCall.options(dtype)) {
                return torch.zeros(shape, options);
            }
        }));
    }

    private Tensor here(Tensor onHost) {
        return cuda == null ? onHost : cuda.take(onHost);
    }

    private static Tensor empty(DType dtype, long... shape) {
        enter();
        return NativeCall.tensor("empty", () -> {
            try (TensorOptions options = NativeCall.options(dtype);
                    var format = NativeCall.anyFormat()) {
                return torch.empty(shape, options, format);
            }
        });
    }

    /** Gradients are off on every thread that makes a tensor, hence on every thread that computes with one. */
    private static void enter() {
        GradMode.set_enabled(false);
    }

    private static void requireLength(MemorySegment elements, DType dtype, long... shape) {
        long bytes = dtype.bytes();
        for (long length : shape) {
            bytes = Math.multiplyExact(bytes, length);
        }
        if (elements.byteSize() != bytes) {
            throw new IllegalArgumentException(
                    "%d bytes for a tensor of %d bytes".formatted(elements.byteSize(), bytes));
        }
    }

    private static String libraryVersion() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the version of libtorch's jar", unreadable);
        }
    }
}
