package io.lutra.engine.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * An n-dimensional array on a {@link Device}, row-major unless an operation says otherwise; immutable.
 *
 * <p>Made by a device, by a layer, or by an operation on other tensors. Belongs to the {@link TensorScope} it was made in,
 * else to whoever made it. Operations answer a new tensor (which may share memory with this one, and keeps that memory alive
 * by itself) and never change their operands. Not thread-safe while being made or closed; reading is.
 *
 * <p>Every operation throws {@link io.lutra.engine.EngineException.DeviceFault} for shapes or types that do not fit,
 * {@link io.lutra.engine.EngineException.OutOfMemory}, and {@link IllegalStateException} on a closed tensor. Negative
 * dimension numbers count from the last.
 */
public final class Tensor implements AutoCloseable {
    private org.bytedeco.pytorch.@Nullable Tensor handle;
    /** Memory that the native tensor only borrows. */
    private final @Nullable MemorySegment borrowed;

    private Tensor(org.bytedeco.pytorch.Tensor handle, @Nullable MemorySegment borrowed) {
        this.handle = handle;
        this.borrowed = borrowed;
        TensorLedger.opened(this);
        TensorScope.register(this);
    }

    /** Takes over an owning handle. */
    static Tensor adopt(org.bytedeco.pytorch.Tensor handle) {
        return new Tensor(handle, null);
    }

    /** Takes over an owning handle of a tensor whose elements lie in {@code memory}. */
    static Tensor borrowing(org.bytedeco.pytorch.Tensor handle, MemorySegment memory) {
        return new Tensor(handle, memory);
    }

    org.bytedeco.pytorch.Tensor handle() {
        if (handle == null) {
            throw new IllegalStateException("the tensor is closed");
        }
        return handle;
    }

    /** Lengths of the dimensions. */
    public long[] shape() {
        var tensor = handle();
        var shape = new long[(int) tensor.dim()];
        Arrays.setAll(shape, tensor::size);
        return shape;
    }

    /** Length of one dimension. */
    public long size(int dimension) {
        var tensor = handle();
        return tensor.size(dimension < 0 ? tensor.dim() + dimension : dimension);
    }

    /** How many dimensions. */
    public int rank() {
        return (int) handle().dim();
    }

    /** The type of the elements. */
    public DType dtype() {
        return NativeCall.dtype(handle().scalar_type());
    }

    /** The elements in row-major order, converted to fp32. */
    public float[] toFloats() {
        try (var plain = plain(DType.F32)) {
            return plain.contents().toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    /** The elements in row-major order, converted to 64-bit integers. */
    public long[] toLongs() {
        try (var plain = plain(DType.I64)) {
            return plain.contents().toArray(ValueLayout.JAVA_LONG);
        }
    }

    /** The elements in row-major order, converted to unsigned bytes. */
    public byte[] toBytes() {
        try (var plain = plain(DType.U8)) {
            return plain.contents().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private Tensor plain(DType dtype) {
        return new Tensor(
                NativeCall.value("reading a tensor", () -> {
                    try (var cpu = handle().cpu();
                            var converted = cpu.to(NativeCall.scalarType(dtype))) {
                        return converted.contiguous();
                    }
                }),
                null);
    }

    /** Native memory of a contiguous tensor on the CPU; valid while the tensor is open. */
    @SuppressWarnings("restricted") // the address is the open tensor's own memory
    MemorySegment contents() {
        var tensor = handle();
        if (tensor.numel() == 0) {
            return MemorySegment.NULL;
        }
        return MemorySegment.ofAddress(tensor.data_ptr().address()).reinterpret(tensor.nbytes());
    }

    /** This tensor with another element type; itself shared if it has that type. */
    public Tensor to(DType dtype) {
        if (dtype == DType.BF16 && dtype() == DType.F16) {
            // Between the two there is only a plain loop; by way of fp32 it is three times as fast.
            return unary("to", self -> {
                try (var wide = self.to(NativeCall.scalarType(DType.F32))) {
                    return wide.to(NativeCall.scalarType(dtype));
                }
            });
        }
        return unary("to", self -> self.to(NativeCall.scalarType(dtype)));
    }

    /** These elements on another device. */
    Tensor on(org.bytedeco.pytorch.Device device) {
        var type = NativeCall.scalarType(dtype());
        return unary("to", self -> self.to(device, type));
    }

    /** Whether the elements are in the processor's memory. */
    boolean isOnHost() {
        return !handle().is_cuda();
    }

    /**
     * Lets the elements leave physical memory if they lie in a mapped file. They are read from it again if they are wanted
     * again, so this is for what has been copied or converted.
     */
    public void unload() {
        if (borrowed != null && borrowed.isMapped()) {
            borrowed.unload();
        }
    }

    /** The same elements in another shape; one length may be -1 and follows from the others. */
    public Tensor reshape(long... shape) {
        return unary("reshape", self -> self.reshape(shape));
    }

    /** The dimensions in another order. */
    public Tensor permute(long... order) {
        return unary("permute", self -> self.permute(order));
    }

    /** Two dimensions exchanged. */
    public Tensor transpose(int first, int second) {
        return unary("transpose", self -> self.transpose(first, second));
    }

    /** A new dimension of length 1 at this place. */
    public Tensor unsqueeze(int dimension) {
        return unary("unsqueeze", self -> self.unsqueeze(dimension));
    }

    /** Dimensions of length 1 repeated to this shape, without a copy. */
    public Tensor expand(long... shape) {
        return unary("expand", self -> self.expand(shape));
    }

    /** The part of a dimension that begins at {@code start}, {@code length} long. */
    public Tensor narrow(int dimension, long start, long length) {
        return unary("narrow", self -> self.narrow(dimension, start, length));
    }

    /** One index of a dimension, which disappears. */
    public Tensor select(int dimension, long index) {
        return unary("select", self -> self.select(dimension, index));
    }

    /** The rows (indices of a dimension) that a one-dimensional I64 tensor lists. */
    public Tensor indexSelect(int dimension, Tensor indices) {
        return unary("index_select", self -> self.index_select(dimension, indices.handle()));
    }

    /** Row-major in memory. */
    public Tensor contiguous() {
        return unary("contiguous", org.bytedeco.pytorch.Tensor::contiguous);
    }

    /** The four-dimensional tensor with its channels last in memory: the layout in which convolutions are fast on a CPU. */
    public Tensor channelsLast() {
        return unary("contiguous", self -> self.contiguous(torch.MemoryFormat.ChannelsLast));
    }

    /** This plus another, with the usual broadcasting of dimensions of length 1. */
    public Tensor plus(Tensor other) {
        return unary("add", self -> torch.add(self, other.handle()));
    }

    /** This plus a number. */
    public Tensor plus(double number) {
        return NativeCall.withScalar("add", number, scalar -> torch.add(handle(), scalar));
    }

    /** This minus another, with broadcasting. */
    public Tensor minus(Tensor other) {
        return unary("sub", self -> torch.sub(self, other.handle()));
    }

    /** Elementwise product, with broadcasting. */
    public Tensor times(Tensor other) {
        return unary("mul", self -> torch.mul(self, other.handle()));
    }

    /** Every element multiplied by a number. */
    public Tensor times(double number) {
        return NativeCall.withScalar("mul", number, scalar -> torch.mul(handle(), scalar));
    }

    /** This plus the elementwise product of two others, with broadcasting, in one pass. */
    public Tensor plusProduct(Tensor first, Tensor second) {
        return unary("addcmul", self -> torch.addcmul(self, first.handle(), second.handle()));
    }

    /** Elementwise quotient, with broadcasting. */
    public Tensor dividedBy(Tensor other) {
        return unary("div", self -> torch.div(self, other.handle()));
    }

    /** Matrix product of the last two dimensions, the others broadcast. */
    public Tensor matmul(Tensor other) {
        return unary("matmul", self -> torch.matmul(self, other.handle()));
    }

    /** Elements limited to a range. */
    public Tensor clamp(double low, double high) {
        return NativeCall.withScalar("clamp", low, min -> {
            try (var bottom = new org.bytedeco.pytorch.ScalarOptional(min);
                    var limit = new org.bytedeco.pytorch.Scalar(high);
                    var top = new org.bytedeco.pytorch.ScalarOptional(limit)) {
                return torch.clamp(handle(), bottom, top);
            }
        });
    }

    /** e to the power of every element. */
    public Tensor exp() {
        return unary("exp", torch::exp);
    }

    /** Square root of every element. */
    public Tensor sqrt() {
        return unary("sqrt", torch::sqrt);
    }

    /** Sine of every element. */
    public Tensor sin() {
        return unary("sin", torch::sin);
    }

    /** Cosine of every element. */
    public Tensor cos() {
        return unary("cos", torch::cos);
    }

    /** Exponentials along a dimension, divided by their sum. */
    public Tensor softmax(int dimension) {
        return unary("softmax", self -> torch.softmax(self, dimension));
    }

    /** Sum along a dimension, which stays with length 1. */
    public Tensor sum(int dimension) {
        return unary("sum", self -> {
            try (var type = new org.bytedeco.pytorch.ScalarTypeOptional()) {
                return torch.sum(self, new long[] {dimension}, true, type);
            }
        });
    }

    /** Zeros added around the last dimensions: before and after the last, before and after the one before it, and so on. */
    public Tensor pad(long... widths) {
        return unary("pad", self -> torch.constant_pad_nd(self, widths));
    }

    /** {@code [batch, channels, height, width]} scaled to another size by repeating or dropping pixels. */
    public Tensor nearest(long height, long width) {
        return unary("upsample_nearest2d", self -> torch.upsample_nearest2d(self, height, width));
    }

    /** {@code [batch, channels, height, width]} scaled to another size by bilinear interpolation between pixel centres. */
    public Tensor bilinear(long height, long width) {
        return unary("upsample_bilinear2d", self -> torch.upsample_bilinear2d(self, new long[] {height, width}, false));
    }

    /**
     * {@code [batch, channels factor^2, height, width]} to {@code [batch, channels, height factor, width factor]}: the channels of
     * one place become a square of pixels (Shi et al., arXiv:1609.05158).
     */
    public Tensor channelsToPixels(int factor) {
        return unary("pixel_shuffle", self -> torch.pixel_shuffle(self, factor));
    }

    /** The inverse of {@link #channelsToPixels}. */
    public Tensor pixelsToChannels(int factor) {
        return unary("pixel_unshuffle", self -> torch.pixel_unshuffle(self, factor));
    }

    /** Equal parts along a dimension, each sharing memory with this tensor. */
    public List<Tensor> split(int parts, int dimension) {
        long length = size(dimension) / parts;
        if (length * parts != size(dimension)) {
            throw new IllegalArgumentException(
                    "dimension " + dimension + " of " + this + " does not split into " + parts);
        }
        return IntStream.range(0, parts)
                .mapToObj(part -> narrow(dimension, part * length, length))
                .toList();
    }

    /** Tensors joined along an existing dimension; at least one. */
    public static Tensor cat(List<Tensor> tensors, int dimension) {
        return joined("cat", tensors, vector -> torch.cat(vector, dimension));
    }

    /** Tensors of one shape joined along a new dimension; at least one. */
    public static Tensor stack(List<Tensor> tensors, int dimension) {
        return joined("stack", tensors, vector -> torch.stack(vector, dimension));
    }

    private static Tensor joined(
            String operation, List<Tensor> tensors, Function<TensorVector, org.bytedeco.pytorch.Tensor> join) {
        var handles = tensors.stream().map(Tensor::handle).toArray(org.bytedeco.pytorch.Tensor[]::new);
        return NativeCall.tensor(operation, () -> {
            try (var vector = new TensorVector(handles)) {
                return join.apply(vector);
            }
        });
    }

    private Tensor unary(String operation, Function<org.bytedeco.pytorch.Tensor, org.bytedeco.pytorch.Tensor> call) {
        var self = handle();
        var result = NativeCall.value(operation, () -> call.apply(self));
        return new Tensor(result, borrowed);
    }

    /** Frees the tensor now; closing twice does nothing. */
    @Override
    public void close() {
        var open = handle;
        if (open != null) {
            handle = null;
            open.close();
            TensorLedger.closed(this);
        }
    }

    /** Type and shape, such as {@code F32[1, 77, 384]}. */
    @Override
    public String toString() {
        return handle == null
                ? "closed tensor"
                : dtype() + Arrays.stream(shape()).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
