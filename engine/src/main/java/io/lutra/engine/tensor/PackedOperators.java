package io.lutra.engine.tensor;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/*
 * Implementation note. oneDNN wants weights in blocks that suit the processor, and plain linear and conv2d bring them into
 * that order at every call. The operators that take weights in order ("packed") are not part of libtorch's C++ surface, so
 * they are reached by name through the dispatcher, with boxed arguments. Three things are peculiar:
 *
 * - An argument of type Scalar?[] must be a list of exactly that element type, which only the operator's schema has. JavaCPP
 *   maps FunctionSchema::arguments(), a reference to a std::vector<Argument>, to Argument; the first word of a vector is the
 *   address of its elements.
 * - The result stays on the stack as a reference, which is copied into an owning handle before the stack is closed.
 * - Boxed tensors hold a reference each: they are closed after the call, while the constants here live as long as the process.
 */
/** Matrix products and convolutions of oneDNN with weights that were brought into its order beforehand; CPU only. */
final class PackedOperators {
    private static final long[] ONES = {1, 1};

    private final OperatorHandle linear = find("mkldnn::_linear_pointwise");
    private final OperatorHandle reorderLinear = find("mkldnn::_reorder_linear_weight");
    private final OperatorHandle convolution = find("mkldnn::_convolution_pointwise");
    private final Type.TypePtr scalarElement = elementOf(linear, 4);
    private final Type.TypePtr intElement = elementOf(convolution, 3);
    private final IValue noScalars = new IValue(new GenericList(scalarElement));
    private final IValue absent = new IValue();
    private final IValue ones = ints(ONES);
    private final IValue one = new IValue(1L);

    private static final class Holder {
        static final PackedOperators INSTANCE = new PackedOperators();
    }

    private PackedOperators() {}

    static PackedOperators get() {
        return Holder.INSTANCE;
    }

    /** Whether such a weight can be packed where it is. */
    static boolean support(Tensor weight) {
        var dtype = weight.dtype();
        boolean isTaken = dtype == DType.F32
                || (dtype == DType.BF16 && Processor.current().packsBf16());
        return isTaken && weight.isOnHost() && torch.hasMKLDNN();
    }

    private static OperatorHandle find(String name) {
        return NativeCall.value(name, () -> Dispatcher.singleton().findSchemaOrThrow(name, ""));
    }

    private static Type.TypePtr elementOf(OperatorHandle operator, int argument) {
        try (var vector = operator.schema().arguments();
                var words = new PointerPointer<Argument>((Pointer) vector)) {
            var first = words.get(Argument.class, 0);
            return new Type.TypePtr(first.getPointer(argument).type().get().containedType(0));
        }
    }

    /** A boxed list of numbers; lives as long as the caller keeps it. */
    IValue ints(long... numbers) {
        var list = new GenericList(intElement);
        for (long number : numbers) {
            try (var boxed = new IValue(number)) {
                list.push_back(boxed);
            }
        }
        return new IValue(list);
    }

    /** {@code [out, in]} in oneDNN's order. */
    Tensor packLinear(Tensor weight) {
        return NativeCall.tensor("packing a linear weight", () -> {
            try (var boxed = new IValue(weight.handle())) {
                return call(reorderLinear, List.of(), boxed, absent);
            }
        });
    }

    /** {@code [out, in, height, width]} in oneDNN's order for inputs of about this size. */
    Tensor packConvolution(Tensor weight, Conv2d.Geometry geometry) {
        return NativeCall.tensor("packing a convolution weight", () -> {
            try (var plain = weight.handle().contiguous();
                    var opaque = plain.to_mkldnn()) {
                long side = geometry.expectedSide();
                return torch.mkldnn_reorder_conv2d_weight(
                        opaque, geometry.paddings(), geometry.strides(), ONES, 1, 1, weight.size(1), side, side);
            }
        });
    }

    Tensor linear(Tensor x, Tensor packed, @Nullable Tensor bias, Fused fused) {
        return NativeCall.tensor("linear", () -> {
            var input = new IValue(x.handle());
            var weight = new IValue(packed.handle());
            var offset = boxed(bias);
            return call(
                    linear,
                    List.of(input, weight, offset),
                    input,
                    weight,
                    offset,
                    fused.attribute(),
                    noScalars,
                    fused.algorithm());
        });
    }

    Tensor convolution(Tensor x, Tensor packed, @Nullable Tensor bias, IValue padding, IValue stride) {
        return NativeCall.tensor("conv2d", () -> {
            var input = new IValue(x.handle());
            var weight = new IValue(packed.handle());
            var offset = boxed(bias);
            return call(
                    convolution,
                    List.of(input, weight, offset),
                    input,
                    weight,
                    offset,
                    padding,
                    stride,
                    ones,
                    one,
                    Fused.nothing().attribute(),
                    noScalars,
                    absent);
        });
    }

    private static IValue boxed(@Nullable Tensor tensor) {
        return tensor == null ? new IValue() : new IValue(tensor.handle());
    }

    /** Calls an operator that answers one tensor, and closes the boxed values that were made for this call. */
    private static org.bytedeco.pytorch.Tensor call(
            OperatorHandle operator, List<IValue> temporaries, IValue... arguments) {
        try (var stack = new IValueVector(arguments)) {
            operator.callBoxed(stack);
            try (var result = stack.get(0)) {
                return new org.bytedeco.pytorch.Tensor(result.toTensor());
            }
        } finally {
            temporaries.forEach(IValue::close);
        }
    }

    /** An activation that oneDNN applies while it writes the result. */
    record Fused(IValue attribute, IValue algorithm) {
        private static final Fused NOTHING = of("none", null);
        private static final Fused GELU = of("gelu", "none");
        private static final Fused GELU_TANH = of("gelu", "tanh");
        private static final Fused SILU = of("swish", null);
        private static final Fused RELU = of("relu", null);

        private static Fused of(String attribute, @Nullable String algorithm) {
            return new Fused(new IValue(attribute), algorithm == null ? new IValue() : new IValue(algorithm));
        }

        static Fused nothing() {
            return NOTHING;
        }

        /** The fused form of an activation; null if oneDNN has none. */
        static @Nullable Fused of(Activation activation) {
            return switch (activation) {
                case NONE -> NOTHING;
                case GELU -> GELU;
                case GELU_TANH -> GELU_TANH;
                case SILU -> SILU;
                case RELU -> RELU;
                case QUICK_GELU -> null;
            };
        }
    }
}
