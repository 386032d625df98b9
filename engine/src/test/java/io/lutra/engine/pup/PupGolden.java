package io.lutra.engine.pup;

import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.SafetensorsFile;
import io.lutra.engine.weights.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code training/pup/export.py} wrote: weights, and the numbers that the Python network comes to with them.
 *
 * <p>The folder is {@code LUTRA_PUP_DIR}, else the small network with random weights in the test resources
 * ({@code python3 -m pup.export --tiny --created 2026-11-23T00:00:00Z --dtype bfloat16}).
 */
final class PupGolden {
    static final Device DEVICE = Device.start(DeviceSettings.standard());

    /** The small network, whatever the environment says. */
    static final Path TINY = Path.of(System.getProperty("lutra.root"), "engine/src/test/resources/pup");

    static final Path FOLDER =
            Optional.ofNullable(System.getenv("LUTRA_PUP_DIR")).map(Path::of).orElse(TINY);

    private final SafetensorsFile golden = SafetensorsFile.open(FOLDER.resolve("golden.safetensors"));

    PupNetwork network(DType dtype) {
        var file = SafetensorsFile.open(FOLDER.resolve("pup.safetensors"));
        return new PupNetwork(new Weights(file, DEVICE, dtype), PupConfig.of(file));
    }

    boolean has(String name) {
        return golden.find(name).isPresent();
    }

    float[] floats(String name) {
        return TensorScope.run(() -> golden.tensor(DEVICE, name).toFloats());
    }

    long[] shape(String name) {
        return golden.find(name).orElseThrow().shape();
    }

    int number(String key) {
        return Integer.parseInt(Objects.requireNonNull(golden.metadata().get(key)));
    }

    /** One row of the first dimension. */
    float[] row(String name, int row) {
        float[] all = floats(name);
        int length = all.length / (int) shape(name)[0];
        return Arrays.copyOfRange(all, row * length, (row + 1) * length);
    }

    /** States of the tokens of a caption; 0 is the empty one. */
    float[] states(int caption) {
        int tokens = 0;
        for (float token : row("mask", caption)) {
            tokens += (int) token;
        }
        float[] states = row("states", caption);
        return Arrays.copyOf(states, tokens * (int) shape("states")[2]);
    }
}
