package io.lutra.engine.weights;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import java.util.Arrays;

/**
 * What a network loads its weights from: a weight file, a device, the type to compute in, and the name that all arrays of the
 * network begin with. Immutable.
 *
 * @param file where the arrays are
 * @param device where the tensors go
 * @param dtype what the tensors are converted to
 * @param prefix what every name begins with, such as {@code encoder.layer.0.}; empty for nothing
 */
public record Weights(SafetensorsFile file, Device device, DType dtype, String prefix) {
    /** All arrays of a file. */
    public Weights(SafetensorsFile file, Device device, DType dtype) {
        this(file, device, dtype, "");
    }

    /** The arrays whose names go on with {@code part} and a dot. */
    public Weights at(String part) {
        return new Weights(file, device, dtype, prefix + part + ".");
    }

    /** Whether there is an array of this name. */
    public boolean has(String name) {
        return file.find(prefix + name).isPresent();
    }

    /**
     * An array, converted to {@link #dtype()}; belongs to the current scope.
     *
     * @param shape the shape that the network needs
     * @throws BadWeights if the array is missing or has another shape
     */
    public Tensor load(String name, long... shape) {
        return TensorScope.keep(() -> mapped(name, shape).to(dtype));
    }

    /**
     * An array of its own type in mapped memory, for tables of which only a few rows are read.
     *
     * @throws BadWeights as for {@link #load}
     */
    public Tensor mapped(String name, long... shape) {
        var info = file.find(prefix + name)
                .orElseThrow(() -> new BadWeights("weights " + file.path() + " have no array " + prefix + name
                        + ", which this network needs; is it another model?"));
        if (!Arrays.equals(info.shape(), shape)) {
            throw new BadWeights("weights %s: array %s is %s, but this network needs %s; is it another model?"
                    .formatted(file.path(), prefix + name, info, Arrays.toString(shape)));
        }
        return file.tensor(device, prefix + name);
    }
}
