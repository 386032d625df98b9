package io.lutra.cli;

import io.lutra.engine.ModelRegistry;
import io.lutra.engine.sketch.SketchModel;
import io.lutra.engine.sketch.prompt.reader.Meanings;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.text.TextEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    /**
     * Loads the models that come with Lutra, the default first. The text encoder that they share lives as long as the process.
     *
     * @throws io.lutra.engine.EngineException.BadWeights if a weight file is missing or was changed
     */
    public static ModelRegistry models(Device device) {
        Path models = home().resolve("models");
        var encoder = TextEncoder.load(device, models.resolve("minilm"));
        return new ModelRegistry(List.of(SketchModel.load(models.resolve("sketch"), new Meanings(encoder::embed))));
    }
}
