package io.lutra.cli.doctor;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.weights.Checksums;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model's files.
 *
 * @param name the model, or what it needs
 * @param told what they are
 * @param fault why they cannot be used; empty if they can
 */
public record ModelFacts(String name, String told, Optional<String> fault) implements Facts {
    /** Reads a folder that came with Lutra whole, against its {@code SHA256SUMS}. */
    public static ModelFacts shipped(Path folder) {
        var name = String.valueOf(folder.getFileName());
        try {
            Checksums.verify(folder.resolve("SHA256SUMS"));
            return new ModelFacts(name, "as released, by its SHA-256", Optional.empty());
        } catch (BadWeights wrong) {
            return new ModelFacts(name, "", Optional.of(String.valueOf(wrong.getMessage())));
        }
    }

    /** Opens a checkpoint without reading its weights. */
    public static ModelFacts checkpoint(String name, Path path) {
        try {
            return new ModelFacts(name, Checkpoint.open(path).family().title() + ", " + path, Optional.empty());
        } catch (BadWeights wrong) {
            return new ModelFacts(name, "", Optional.of(String.valueOf(wrong.getMessage())));
        }
    }

    @Override
    public List<Finding> findings() {
        var check = "model " + name;
        return List.of(fault.map(wrong -> Finding.problem(
                        check, wrong, "Restore its files: from the release, or by lutra pull for a fetched one."))
                .orElseGet(() -> Finding.ok(check, told)));
    }
}
