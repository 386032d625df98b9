package io.lutra.server.pictures;

import io.lutra.api.request.Options;
import io.lutra.api.request.Options.Tuning;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.ModelInfo.Setting;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Settings;
import java.util.Objects;

/** How a model is to draw, from what a request says about it. */
public final class AskedSettings {
    private AskedSettings() {}

    /** The settings that options ask for, the model's own where they ask for none. */
    public static Settings of(Options options, ModelInfo model) {
        var settings = model.defaults();
        Tuning tuning = options.tuning();
        var steps = tuning.steps();
        if (steps != null) {
            settings = settings.withSteps(steps);
        } else if (model.honoured().contains(Setting.STEPS)) {
            long wanted = Math.round(settings.steps() * options.quality().effort());
            settings = settings.withSteps(Math.clamp(wanted, 1, model.maxSteps()));
        }
        var scale = tuning.guidanceScale();
        if (scale != null) {
            settings = settings.withGuidanceScale(scale);
        }
        if (options.background() == Options.Background.TRANSPARENT) {
            settings = settings.withBackground(PictureRequest.Background.TRANSPARENT);
        }
        var negative = tuning.negativePrompt();
        return (negative == null ? settings : settings.withNegativePrompt(negative))
                .withRecipe(recipe(tuning.recipe()));
    }

    private static PictureRequest.Recipe recipe(Options.Recipe asked) {
        return new PictureRequest.Recipe(
                Objects.requireNonNullElse(asked.scheduler(), ""),
                asked.clipSkip(),
                asked.loras().stream()
                        .map(use -> new PictureRequest.LoraUse(use.name(), use.weight()))
                        .toList(),
                switch (asked.cache()) {
                    case OFF -> PictureRequest.FeatureCache.OFF;
                    case FAST -> PictureRequest.FeatureCache.FAST;
                });
    }
}
