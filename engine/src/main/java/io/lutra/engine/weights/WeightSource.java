package io.lutra.engine.weights;

import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Named arrays: one file, several, or files whose names are translated. Immutable, safe to share. */
public interface WeightSource {
    /** What people call it: the path of the file or directory. */
    String description();

    /** The names of all arrays. */
    Set<String> names();

    /** Type and shape of an array. */
    Optional<WeightInfo> find(String name);

    /** The number of elements of all arrays. */
    default long parameters() {
        return names().stream()
                .flatMap(name -> find(name).stream())
                .mapToLong(info -> Arrays.stream(info.shape()).reduce(1, (a, b) -> a * b))
                .sum();
    }

    /**
     * An array as a tensor of its own type; belongs to the current scope.
     *
     * @throws io.lutra.engine.EngineException.BadWeights if there is no such array
     */
    Tensor tensor(Device device, String name);
}
