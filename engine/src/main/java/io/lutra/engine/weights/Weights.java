package io.lutra.engine.weights;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Conv2d;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.GatedLinear;
import io.lutra.engine.tensor.GroupNorm;
import io.lutra.engine.tensor.LayerNorm;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a network loads its weights from: a source of arrays, a device, the type to compute in, and the name that all arrays of the
 * network begin with. Immutable.
 *
 * @param source where the arrays are
 * @param device where the tensors go
 * @param dtype what the tensors are converted to
 * @param prefix what every name begins with, such as {@code encoder.layer.0.}; empty for nothing
 * @param shelf layers that other networks of the same shape have loaded
 */
public record Weights(WeightSource source, Device device, DType dtype, String prefix, LayerShelf shelf) {
    /** All arrays of a source. */
    public Weights(WeightSource source, Device device, DType dtype) {
        this(source, device, dtype, "", new LayerShelf());
    }

    /** All arrays of a source, for a network that may share layers with others. */
    public Weights(WeightSource source, Device device, DType dtype, LayerShelf shelf) {
        this(source, device, dtype, "", shelf);
    }

    /** The arrays whose names go on with {@code part} and a dot. */
    public Weights at(String part) {
        return new Weights(source, device, dtype, prefix + part + ".", shelf);
    }

    /** Whether there is an array of this name. */
    public boolean has(String name) {
        return source.find(prefix + name).isPresent();
    }

    /**
     * An array, converted to {@link #dtype()}; belongs to the current scope.
     *
     * @param shape the shape that the network needs; trailing lengths of 1 may be missing or added in the file, as a 1x1
     *     convolution is a matrix
     * @throws BadWeights if the array is missing or has another shape
     */
    public Tensor load(String name, long... shape) {
        return TensorScope.keep(() -> {
            var inFile = mapped(name, shape);
            var converted = inFile.to(dtype);
            if (inFile.dtype() != dtype) {
                inFile.unload();
            }
            return converted;
        });
    }

    /**
     * An array of its own type in mapped memory, for tables of which only a few rows are read.
     *
     * @throws BadWeights as for {@link #load}
     */
    public Tensor mapped(String name, long... shape) {
        var info = source.find(prefix + name)
                .orElseThrow(() -> new BadWeights("weights " + source.description() + " have no array " + prefix + name
                        + ", which this network needs; is it another model?"));
        if (!Arrays.equals(withoutOnes(info.shape()), withoutOnes(shape))) {
            throw new BadWeights("weights %s: array %s is %s, but this network needs %s; is it another model?"
                    .formatted(source.description(), prefix + name, info, Arrays.toString(shape)));
        }
        return TensorScope.keep(() -> source.tensor(device, prefix + name).reshape(shape));
    }

    private static long[] withoutOnes(long... shape) {
        int rank = shape.length;
        while (rank > 0 && shape[rank - 1] == 1) {
            rank--;
        }
        return Arrays.copyOf(shape, rank);
    }

    /** A fully connected layer with arrays {@code name.weight} and {@code name.bias}. */
    public Linear linear(String name, int out, int in, Activation activation) {
        return layer(
                Linear.class,
                name,
                List.of(name),
                () -> Linear.of(load(name + ".weight", out, in), load(name + ".bias", out), activation));
    }

    /** A fully connected layer without bias. */
    public Linear unbiased(String name, int out, int in) {
        return layer(
                Linear.class,
                name,
                List.of(name),
                () -> Linear.unbiased(load(name + ".weight", out, in), Activation.NONE));
    }

    /**
     * Layers of the same input as one layer, whose output is theirs side by side.
     *
     * @param out width of each
     */
    public Linear stacked(List<String> names, int out, int in, boolean hasBias) {
        return layer(Linear.class, String.join("+", names), names, () -> {
            var weight = joined(names, ".weight", out, in);
            return hasBias
                    ? Linear.of(weight, joined(names, ".bias", out), Activation.NONE)
                    : Linear.unbiased(weight, Activation.NONE);
        });
    }

    /** A gated layer, whose arrays have both halves. */
    public GatedLinear gated(String name, int out, int in) {
        return layer(
                GatedLinear.class,
                name,
                List.of(name),
                () -> GatedLinear.of(load(name + ".weight", 2L * out, in), load(name + ".bias", 2L * out)));
    }

    /** A convolution with a square kernel. */
    public Conv2d conv(String name, int out, int in, int kernel, Conv2d.Geometry geometry) {
        return layer(
                Conv2d.class,
                name,
                List.of(name),
                () -> Conv2d.of(load(name + ".weight", out, in, kernel, kernel), load(name + ".bias", out), geometry));
    }

    /** A group normalisation. */
    public GroupNorm groupNorm(String name, int groups, int channels, double epsilon) {
        return layer(
                GroupNorm.class,
                name,
                List.of(name),
                () -> new GroupNorm(groups, load(name + ".weight", channels), load(name + ".bias", channels), epsilon));
    }

    /** A layer normalisation. */
    public LayerNorm layerNorm(String name, int width, double epsilon) {
        return layer(
                LayerNorm.class,
                name,
                List.of(name),
                () -> new LayerNorm(load(name + ".weight", width), load(name + ".bias", width), epsilon));
    }

    private <L> L layer(Class<L> type, String name, List<String> modules, Supplier<L> loading) {
        var arrays = modules.stream().map(module -> prefix + module + ".weight").toList();
        return shelf.layer(type, prefix + name, arrays, loading);
    }

    private Tensor joined(List<String> names, String kind, long... shape) {
        return TensorScope.keep(() ->
                Tensor.cat(names.stream().map(name -> load(name + kind, shape)).toList(), 0));
    }
}
