package io.lutra.engine.tensor;

import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A convolution over feature maps, as networks mean it (a correlation). Takes over the tensors it is given, as
 * {@link Linear} does; fastest on {@linkplain Tensor#channelsLast() channels-last} input, and answers that.
 */
public final class Conv2d {
    private static final long[] ONES = {1, 1};

    private final Tensor weight;
    private final Tensor bias;
    private final Geometry geometry;
    private final @Nullable Packed packed;

    /** Boxed arguments of the packed operator. */
    private record Packed(IValue padding, IValue stride) {}

    /**
     * How the kernel moves.
     *
     * @param stride steps of the kernel in both directions
     * @param padding zeros around the input in both directions
     * @param expectedSide height and width of the inputs to be fast for; others are allowed
     */
    public record Geometry(int stride, int padding, int expectedSide) {
        /** Refuses what is not positive, or a negative padding. */
        public Geometry {
            if (stride < 1 || padding < 0 || expectedSide < 1) {
                throw new IllegalArgumentException(
                        "not a convolution: stride %d, padding %d, side %d".formatted(stride, padding, expectedSide));
            }
        }

        long[] strides() {
            return new long[] {stride, stride};
        }

        long[] paddings() {
            return new long[] {padding, padding};
        }
    }

    private Conv2d(Tensor weight, Tensor bias, Geometry geometry) {
        this.geometry = geometry;
        this.bias = bias;
        if (PackedOperators.support(weight)) {
            var operators = PackedOperators.get();
            this.weight = operators.packConvolution(weight, geometry);
            packed = new Packed(operators.ints(geometry.paddings()), operators.ints(geometry.strides()));
            weight.unload();
            weight.close();
        } else {
            this.weight = weight;
            packed = null;
        }
    }

    /**
     * A convolution.
     *
     * @param weight {@code [out, in, height, width]}
     * @param bias {@code [out]}
     */
    public static Conv2d of(Tensor weight, Tensor bias, Geometry geometry) {
        return new Conv2d(weight, bias, geometry);
    }

    /** {@code [batch, in, height, width]} to {@code [batch, out, ...]}, of the weights' type. */
    public Tensor apply(Tensor x) {
        if (packed != null) {
            return PackedOperators.get().convolution(x, weight, bias, packed.padding(), packed.stride());
        }
        return NativeCall.tensor("conv2d", () -> {
            try (var optionalBias = NativeCall.optional(bias)) {
                return torch.conv2d(
                        x.handle(), weight.handle(), optionalBias, geometry.strides(), geometry.paddings(), ONES, 1);
            }
        });
    }
}
