package io.lutra.cli;

import io.lutra.cli.ModelArgument.Embedded;
import io.lutra.cli.ModelArgument.OnDisk;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.OnDemandModel;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.pipeline.DiffusionModel;
import io.lutra.engine.pup.PupModel;
import io.lutra.engine.pup.SceneStart;
import io.lutra.engine.sketch.SketchModel;
import io.lutra.engine.sketch.prompt.reader.Meanings;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.text.TextEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Where Lutra and what it keeps lie, and the models that come with it. */
public final class Installation {
    /** Of the memory that is left at the start, how much checkpoints may take; the rest is for drawing. */
    private static final double SHARE = 0.75;

    /** How far lutra-pup goes from what lutra-sketch drafts for it. */
    private static final double DRAFT_STRENGTH = 0.5;

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
        var ids = new LinkedHashSet<>(List.of(SketchModel.ID));
        if (PupModel.isAt(pup())) {
            ids.add(PupModel.ID);
        }
        return ids;
    }

    private static Path pup() {
        return home().resolve("models").resolve("pup");
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
        return models(device, new Asked(List.of(), Map.of(), OptionalLong.empty()), line -> {});
    }

    /**
     * What is asked for.
     *
     * @param models in order, the default first
     * @param loras files of LoRAs by name; each is for the checkpoints that it fits
     * @param memory bytes that checkpoints may take together; empty for {@link #SHARE} of what the machine has left
     */
    record Asked(List<ModelArgument> models, Map<String, Path> loras, OptionalLong memory) {}

    /**
     * Loads the default model, and opens the others that are asked for and those that come with Lutra. Checkpoints besides
     * the default are loaded when they are first wanted.
     *
     * @param progress told in a line what was loaded
     * @throws io.lutra.engine.EngineException.BadWeights if a weight file is missing, was changed, or is none of a model that
     *     can be run
     * @throws io.lutra.engine.EngineException.OutOfMemory if a checkpoint alone takes more memory than all may
     */
    static ModelRegistry models(Device device, Asked asked, Consumer<String> progress) {
        var changes = new Loras(asked.loras());
        long memory = asked.memory().orElseGet(() -> share(device));
        var encoder = TextEncoder.load(device, home().resolve("models").resolve("minilm"));
        var sketch = SketchModel.load(home().resolve("models").resolve("sketch"), new Meanings(encoder::embed));
        var pups = new Pups(device, encoder, new SceneStart(sketch, DRAFT_STRENGTH));
        var loaded = new LinkedHashMap<String, ImageModel>();
        boolean isComplete = false;
        try {
            for (var argument : asked.models()) {
                loaded.put(
                        argument.id(),
                        switch (argument) {
                            case Embedded(var id) when id.equals(PupModel.ID) -> pups.load(id, pup());
                            case Embedded embedded -> sketch;
                            case OnDisk(var id, var path) when PupModel.isAt(path) -> pups.load(id, path);
                            case OnDisk(var id, var path) -> {
                                var checkpoint = Checkpoint.open(path);
                                yield DiffusionModel.onDemand(device, id, checkpoint, changes.fitting(checkpoint));
                            }
                        });
            }
            loaded.putIfAbsent(SketchModel.ID, sketch);
            if (PupModel.isAt(pup()) && !loaded.containsKey(PupModel.ID)) {
                loaded.put(PupModel.ID, pups.load(PupModel.ID, pup()));
            }
            changes.requireUsed();
            var registry = new ModelRegistry(List.copyOf(loaded.values()), memory);
            loaded.values().forEach(model -> announce(model, model.equals(registry.standard()), progress));
            isComplete = true;
            return registry;
        } finally {
            if (!isComplete) {
                loaded.putIfAbsent(SketchModel.ID, sketch);
                loaded.values().forEach(ImageModel::close);
            }
        }
    }

    /** What every model of lutra-pup's kind is loaded with; the drafts are lutra-sketch's. */
    private record Pups(Device device, TextEncoder encoder, SceneStart drafts) {
        OnDemandModel load(String id, Path folder) {
            return PupModel.onDemand(device, id, folder, encoder, drafts);
        }
    }

    private static long share(Device device) {
        var available = device.availableBytes();
        return available.isPresent() ? (long) (available.getAsLong() * SHARE) : Long.MAX_VALUE;
    }

    /** Says what a checkpoint is, and loads it now if it is the default. */
    private static void announce(ImageModel model, boolean isStandard, Consumer<String> progress) {
        if (!(model instanceof OnDemandModel checkpoint)) {
            return;
        }
        long begun = System.nanoTime();
        if (isStandard) {
            checkpoint.load();
        }
        var info = model.info();
        var loras = info.choices().loras();
        progress.accept("model %s: %s, %d x %d, %d MB, %s%s"
                .formatted(
                        info.id(),
                        info.title(),
                        info.sizes().nativeSide(),
                        info.sizes().nativeSide(),
                        checkpoint.bytes() >> 20,
                        isStandard
                                ? "loaded in %.1f s".formatted((System.nanoTime() - begun) / 1e9)
                                : "loaded when it is first asked for",
                        loras.isEmpty() ? "" : ", LoRAs: " + String.join(", ", loras)));
    }
}
