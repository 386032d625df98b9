package io.lutra.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lutra.engine.EngineException.DeviceFault;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers against their definitions, computed here by plain loops. */
class LayersTest {
    private static final Device DEVICE = Device.start(DeviceSettings.standard());
    private static final float TOLERANCE = 2e-5f;

    private final Random random = new Random(7);
    private long livingBefore;

    @BeforeEach
    void count() {
        livingBefore = TensorLedger.living();
    }

    @AfterEach
    void leavesNoTensorOpen() {
        assertThat(TensorLedger.living()).isEqualTo(livingBefore);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void linearMultipliesAddsAndActivates(Activation activation) {
        float[] x = floats(3 * 20);
        float[] weight = floats(24 * 20);
        float[] bias = floats(24);

        float[] y = TensorScope.run(() -> Linear.of(DEVICE.tensor(weight, 24, 20), DEVICE.tensor(bias, 24), activation)
                .apply(DEVICE.tensor(x, 1, 3, 20))
                .toFloats());

        var expected = new float[3 * 24];
        for (int row = 0; row < 3; row++) {
            for (int out = 0; out < 24; out++) {
                double sum = bias[out];
                for (int in = 0; in < 20; in++) {
                    sum += x[row * 20 + in] * weight[out * 20 + in];
                }
                expected[row * 24 + out] = (float) definition(activation).applyAsDouble(sum);
            }
        }
        assertThat(y).containsExactly(expected, within(TOLERANCE));
    }

    @Test
    void linearWorksWithoutBiasAndForASingleRow() {
        float[] y = TensorScope.run(() -> Linear.unbiased(
                        DEVICE.tensor(new float[] {1, 2, 3, 4, 5, 6}, 3, 2), Activation.NONE)
                .apply(DEVICE.tensor(new float[] {10, 1}, 1, 2))
                .toFloats());

        assertThat(y).containsExactly(12, 34, 56);
    }

    @Test
    void linearInBf16IsCloseToExact() {
        float[] x = floats(77 * 64);
        float[] weight = floats(48 * 64);
        float[] bias = floats(48);

        float[] exact = linear(DType.F32, x, weight, bias);
        float[] rounded = linear(DType.BF16, x, weight, bias);

        assertThat(relativeError(rounded, exact)).isBetween(1e-6, 0.01);
    }

    private float[] linear(DType dtype, float[] x, float[] weight, float[] bias) {
        return TensorScope.run(() -> Linear.of(
                        DEVICE.tensor(weight, 48, 64).to(dtype),
                        DEVICE.tensor(bias, 48).to(dtype),
                        Activation.SILU)
                .apply(DEVICE.tensor(x, 77, 64).to(dtype))
                .toFloats());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void convolutionSlidesItsKernel(int stride) {
        int side = 6;
        float[] x = floats(2 * 5 * side * side);
        float[] weight = floats(8 * 5 * 9);
        float[] bias = floats(8);

        float[] y = convolution(DType.F32, stride, side, x, weight, bias);

        assertThat(y).containsExactly(convolutionByLoops(stride, side, x, weight, bias), within(TOLERANCE));
    }

    @Test
    void convolutionInBf16IsCloseToExact() {
        float[] x = floats(2 * 5 * 36);
        float[] weight = floats(8 * 5 * 9);
        float[] bias = floats(8);

        float[] rounded = convolution(DType.BF16, 1, 6, x, weight, bias);

        assertThat(relativeError(rounded, convolutionByLoops(1, 6, x, weight, bias)))
                .isBetween(1e-6, 0.01);
    }

    private static float[] convolution(DType dtype, int stride, int side, float[] x, float[] weight, float[] bias) {
        return TensorScope.run(() -> Conv2d.of(
                        DEVICE.tensor(weight, 8, 5, 3, 3).to(dtype),
                        DEVICE.tensor(bias, 8).to(dtype),
                        new Conv2d.Geometry(stride, 1, side))
                .apply(DEVICE.tensor(x, 2, 5, side, side).to(dtype).channelsLast())
                .toFloats());
    }

    private static float[] convolutionByLoops(int stride, int side, float[] x, float[] weight, float[] bias) {
        int outSide = (side + 1) / stride - (stride == 1 ? 1 : 0);
        var y = new float[2 * 8 * outSide * outSide];
        for (int i = 0; i < y.length; i++) {
            int column = i % outSide;
            int row = i / outSide % outSide;
            int out = i / (outSide * outSide) % 8;
            int batch = i / (outSide * outSide * 8);
            double sum = bias[out];
            for (int tap = 0; tap < 45; tap++) {
                int in = tap / 9;
                int fromRow = row * stride + tap % 9 / 3 - 1;
                int fromColumn = column * stride + tap % 3 - 1;
                if (fromRow >= 0 && fromRow < side && fromColumn >= 0 && fromColumn < side) {
                    sum += x[((batch * 5 + in) * side + fromRow) * side + fromColumn] * weight[out * 45 + tap];
                }
            }
            y[i] = (float) sum;
        }
        return y;
    }

    @Test
    void layerNormCentresAndScalesEachRow() {
        float[] x = floats(4 * 10);
        float[] weight = floats(10);
        float[] bias = floats(10);

        float[] y = TensorScope.run(() -> new LayerNorm(DEVICE.tensor(weight, 10), DEVICE.tensor(bias, 10), 1e-5)
                .apply(DEVICE.tensor(x, 4, 10))
                .toFloats());

        var expected = new float[40];
        for (int row = 0; row < 4; row++) {
            normalise(x, row * 10, 10, 1e-5, expected);
            for (int i = 0; i < 10; i++) {
                expected[row * 10 + i] = expected[row * 10 + i] * weight[i] + bias[i];
            }
        }
        assertThat(y).containsExactly(expected, within(TOLERANCE));
    }

    @Test
    void groupNormCentresAndScalesEachGroupOfChannels() {
        float[] x = floats(2 * 6 * 9);
        float[] weight = floats(6);
        float[] bias = floats(6);

        var norm = TensorScope.run(() -> groupNorm(x, weight, bias, GroupNorm::apply));
        var activated = TensorScope.run(() -> groupNorm(x, weight, bias, GroupNorm::applyWithSilu));

        var expected = new float[x.length];
        for (int group = 0; group < 6; group++) {
            normalise(x, group * 18, 18, 1e-6, expected);
        }
        for (int i = 0; i < x.length; i++) {
            int channel = i / 9 % 6;
            expected[i] = expected[i] * weight[channel] + bias[channel];
        }
        assertThat(norm).containsExactly(expected, within(TOLERANCE));
        for (int i = 0; i < x.length; i++) {
            expected[i] = (float) definition(Activation.SILU).applyAsDouble(expected[i]);
        }
        assertThat(activated).containsExactly(expected, within(TOLERANCE));
    }

    private static float[] groupNorm(
            float[] x, float[] weight, float[] bias, BiFunction<GroupNorm, Tensor, Tensor> apply) {
        var norm = new GroupNorm(3, DEVICE.tensor(weight, 6), DEVICE.tensor(bias, 6), 1e-6);
        return apply.apply(norm, DEVICE.tensor(x, 2, 6, 3, 3)).toFloats();
    }

    private static void normalise(float[] x, int from, int length, double epsilon, float[] y) {
        double mean = 0;
        double square = 0;
        for (int i = from; i < from + length; i++) {
            mean += x[i] / length;
            square += x[i] * x[i] / length;
        }
        for (int i = from; i < from + length; i++) {
            y[i] = (float) ((x[i] - mean) / Math.sqrt(square - mean * mean + epsilon));
        }
    }

    @Test
    void embeddingLooksUpRows() {
        float[] rows = TensorScope.run(() -> new Embedding(DEVICE.tensor(new float[] {1, 2, 3, 4, 5, 6}, 3, 2))
                .apply(DEVICE.tensor(new long[] {2, 0}, 2))
                .toFloats());

        assertThat(rows).containsExactly(5, 6, 1, 2);
    }

    @Test
    void embeddingRefusesARowThatIsNotThere() {
        assertThatThrownBy(() -> TensorScope.run(() -> new Embedding(DEVICE.tensor(new float[] {1, 2}, 2, 1))
                        .apply(DEVICE.tensor(new long[] {2}, 1))
                        .toFloats()))
                .isInstanceOf(DeviceFault.class)
                .hasMessageContaining("embedding");
    }

    @Test
    void attentionMixesValuesByScore() {
        assertThat(attention(() -> Attention.full(queries(), keys(), values())))
                .containsExactly(attentionByLoops((query, key) -> true), within(TOLERANCE));
    }

    @Test
    void causalAttentionSeesNoLaterToken() {
        assertThat(attention(() -> Attention.causal(queries(), keys(), values())))
                .containsExactly(attentionByLoops((query, key) -> key <= query), within(TOLERANCE));
    }

    @Test
    void maskedAttentionSeesNoHiddenToken() {
        float[] mask = {0, 0, Float.NEGATIVE_INFINITY, 0};

        assertThat(attention(() -> Attention.masked(queries(), keys(), values(), DEVICE.tensor(mask, 1, 1, 1, 4))))
                .containsExactly(attentionByLoops((query, key) -> key != 2), within(TOLERANCE));
    }

    @Test
    void attentionInTilesIsCloseToExact() {
        int tokens = 1100;
        int keys = 2048;
        float[] q = floats(3 * tokens * 8);
        float[] k = floats(3 * keys * 8);
        float[] v = floats(3 * keys * 8);

        float[] exact = TensorScope.run(() -> Attention.full(
                        DEVICE.tensor(q, 1, 3, tokens, 8),
                        DEVICE.tensor(k, 1, 3, keys, 8),
                        DEVICE.tensor(v, 1, 3, keys, 8))
                .toFloats());
        float[] tiled = TensorScope.run(() -> TiledAttention.full(
                        DEVICE.tensor(q, 1, 3, tokens, 8).to(DType.BF16),
                        DEVICE.tensor(k, 1, 3, keys, 8).to(DType.BF16),
                        DEVICE.tensor(v, 1, 3, keys, 8).to(DType.BF16))
                .toFloats());

        assertThat(relativeError(tiled, exact)).isBetween(1e-6, 0.02);
    }

    private interface Sees {
        boolean test(int query, int key);
    }

    private static float[] attention(Supplier<Tensor> block) {
        return TensorScope.run(() -> block.get().toFloats());
    }

    private static Tensor queries() {
        return DEVICE.tensor(tokens(1), 1, 2, 4, 8);
    }

    private static Tensor keys() {
        return DEVICE.tensor(tokens(2), 1, 2, 4, 8);
    }

    private static Tensor values() {
        return DEVICE.tensor(tokens(3), 1, 2, 4, 8);
    }

    private static float[] tokens(long seed) {
        var random = new Random(seed);
        var tokens = new float[2 * 4 * 8];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (float) random.nextGaussian();
        }
        return tokens;
    }

    private static float[] attentionByLoops(Sees sees) {
        float[] queries = tokens(1);
        float[] keys = tokens(2);
        float[] values = tokens(3);
        var mixed = new float[queries.length];
        for (int head = 0; head < 2; head++) {
            for (int query = 0; query < 4; query++) {
                var weights = new double[4];
                for (int key = 0; key < 4; key++) {
                    double score = 0;
                    for (int i = 0; i < 8; i++) {
                        score += queries[(head * 4 + query) * 8 + i] * keys[(head * 4 + key) * 8 + i];
                    }
                    weights[key] = sees.test(query, key) ? Math.exp(score / Math.sqrt(8)) : 0;
                }
                double sum = Arrays.stream(weights).sum();
                for (int i = 0; i < 8; i++) {
                    double value = 0;
                    for (int key = 0; key < 4; key++) {
                        value += weights[key] / sum * values[(head * 4 + key) * 8 + i];
                    }
                    mixed[(head * 4 + query) * 8 + i] = (float) value;
                }
            }
        }
        return mixed;
    }

    private static DoubleUnaryOperator definition(Activation activation) {
        return switch (activation) {
            case NONE -> x -> x;
            case GELU -> x -> x * normalDistribution(x);
            case GELU_TANH -> x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case QUICK_GELU -> x -> x / (1 + Math.exp(-1.702 * x));
            case SILU -> x -> x / (1 + Math.exp(-x));
            case RELU -> x -> Math.max(0, x);
        };
    }

    /** By the trapezoidal rule. */
    private static double normalDistribution(double x) {
        int pieces = 20_000;
        double width = (x + 10) / pieces;
        double sum = 0;
        for (int i = 0; i <= pieces; i++) {
            double at = -10 + i * width;
            sum += Math.exp(-at * at / 2) * (i == 0 || i == pieces ? 0.5 : 1);
        }
        return sum * width / Math.sqrt(2 * Math.PI);
    }

    private static double relativeError(float[] actual, float[] exact) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < exact.length; i++) {
            error += Math.pow(actual[i] - exact[i], 2);
            norm += exact[i] * exact[i];
        }
        return Math.sqrt(error / norm);
    }

    private float[] floats(int count) {
        var floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        return floats;
    }
}
