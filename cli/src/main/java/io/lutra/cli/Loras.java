package io.lutra.cli;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.pipeline.DiffusionModel;
import io.lutra.engine.weights.SafetensorsFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The LoRA files that a server is started with, each for the checkpoints that it fits. Used by one thread. */
final class Loras {
    private final Map<String, SafetensorsFile> files = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    /**
     * Maps the files.
     *
     * @throws BadWeights if one cannot be read
     */
    Loras(Map<String, Path> paths) {
        paths.forEach((name, path) -> files.put(name, SafetensorsFile.open(path)));
    }

    /** Those that fit a checkpoint, by name. */
    Map<String, SafetensorsFile> fitting(Checkpoint checkpoint) {
        var fitting = new LinkedHashMap<String, SafetensorsFile>();
        files.forEach((name, file) -> {
            if (DiffusionModel.fits(checkpoint, file)) {
                fitting.put(name, file);
                used.add(name);
            }
        });
        return fitting;
    }

    /**
     * Checks that each fitted some checkpoint.
     *
     * @throws BadWeights naming one that did not
     */
    void requireUsed() {
        files.forEach((name, file) -> {
            if (!used.contains(name)) {
                throw new BadWeights(
                        "LoRA " + file.path() + " fits none of the models; a LoRA is for the family that it was"
                                + " trained on: name a checkpoint of it with --model");
            }
        });
    }
}
