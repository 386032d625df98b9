package io.lutra.cli;

import io.lutra.cli.ModelArgument.Embedded;
import io.lutra.cli.ModelArgument.OnDisk;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.pipeline.DiffusionModel;
import io.lutra.engine.sketch.SketchModel;
import io.lutra.engine.sketch.prompt.reader.Meanings;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.text.TextEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Where Lutra and what it keeps lie, and the models that come with it. */
public final class Installation {
    private Installation() {}

    /** The folder with {@code models/}: the system property {@code lutra.home}, which the launcher sets, or here. */
    static Path home() {
        return Path.of(System.getProperty("lutra.home", "")).toAbsolutePath();
    }

    /** Where a user's data go by the XDG base directory specification: {@code $XDG_DATA_HOME/lutra}. */
    static Path dataDir(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_DATA_HOME", "");
        Path shared = base.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "share") : Path.of(base);
        return shared.resolve("lutra");
    }

    /** The models that come with Lutra, by name, the default first. */
    static Set<String> embedded() {
        return new LinkedHashSet<>(List.of(SketchModel.ID));
    }

    /** The folder of fetched models in a data folder. */
    static Path fetched(Path dataDir) {
        return dataDir.resolve("models");
    }

    /**
     * Loads the models that come with Lutra, the default first. The text encoder that they share lives as long as the process.
     *
     * @throws io.lutra.engine.EngineException.BadWeights if a weight file is missing or was changed
     */
    public static ModelRegistry models(Device device) {
        return models(device, List.of(), Map.of(), line -> {});
    }

    /**
     * Loads the models that are asked for, the default first, and after them the others that come with Lutra.
     *
     * @param loras files of LoRAs by name; each is for the checkpoints that it fits
     * @param progress told in a line what was loaded
     * @throws io.lutra.engine.EngineException.BadWeights if a weight file is missing, was changed, or is none of a model that
     *     can be run
     */
    static ModelRegistry models(
            Device device, List<ModelArgument> asked, Map<String, Path> loras, Consumer<String> progress) {
        var changes = new Loras(loras);
        var loaded = new LinkedHashMap<String, ImageModel>();
        boolean isComplete = false;
        try {
            for (var argument : asked) {
                loaded.put(
                        argument.id(),
                        switch (argument) {
                            case Embedded embedded -> load(device, embedded.id());
                            case OnDisk checkpoint -> load(device, checkpoint, changes, progress);
                        });
            }
            for (String id : embedded()) {
                if (!loaded.containsKey(id)) {
                    loaded.put(id, load(device, id));
                }
            }
            changes.requireUsed();
            isComplete = true;
            return new ModelRegistry(List.copyOf(loaded.values()));
        } finally {
            if (!isComplete) {
                loaded.values().forEach(ImageModel::close);
            }
        }
    }

    private static ImageModel load(Device device, String id) {
        Path models = home().resolve("models");
        return switch (id) {
            case SketchModel.ID -> {
                var encoder = TextEncoder.load(device, models.resolve("minilm"));
                yield SketchModel.load(models.resolve("sketch"), new Meanings(encoder::embed));
            }
            default -> throw new IllegalArgumentException("no model " + id + " comes with Lutra");
        };
    }

    private static ImageModel load(Device device, OnDisk asked, Loras loras, Consumer<String> progress) {
        long begun = System.nanoTime();
        var checkpoint = Checkpoint.open(asked.path());
        var model = DiffusionModel.load(device, asked.id(), checkpoint, loras.fitting(checkpoint));
        var info = model.info();
        progress.accept("model %s: %s, %d x %d, loaded in %.1f s%s"
                .formatted(
                        info.id(),
                        info.title(),
                        info.sizes().nativeSide(),
                        info.sizes().nativeSide(),
                        (System.nanoTime() - begun) / 1e9,
                        info.choices().loras().isEmpty()
                                ? ""
                                : ", LoRAs: " + String.join(", ", info.choices().loras())));
        return model;
    }
}
