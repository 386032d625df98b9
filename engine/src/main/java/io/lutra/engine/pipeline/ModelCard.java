package io.lutra.engine.pipeline;

import io.lutra.engine.EngineException.Unsupported;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.ModelInfo.Choices;
import io.lutra.engine.ModelInfo.Setting;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Recipe;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.scheduler.SchedulerChoice;
import io.lutra.engine.scheduler.SchedulerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a checkpoint can do, as {@link ModelInfo}, and whether a request is within what a model can do. */
public final class ModelCard {
    private static final int MAX_BATCH = 4;
    private static final int SMALLEST_SIDE = 64;
    private static final int LARGEST_SIDE = 2048;
    private static final int MAX_STEPS = 150;
    private static final int FEW_STEPS = 4;
    private static final int USUAL_STEPS = 25;

    private ModelCard() {}

    /**
     * Of a checkpoint.
     *
     * @param side width and height, in pixels, of the square that it draws best
     */
    static ModelInfo of(String id, Checkpoint checkpoint, int side, List<String> loras) {
        return new ModelInfo(
                id,
                checkpoint.family().title()
                        + (Networks.takesMask(
                                        checkpoint.unet().config(),
                                        checkpoint.codec().config())
                                ? ", inpainting"
                                : ""),
                "user",
                "NOASSERTION",
                modified(checkpoint.path()),
                EnumSet.allOf(PictureRequest.Operation.class),
                honoured(checkpoint),
                new ModelInfo.Sizes(side, SMALLEST_SIDE, LARGEST_SIDE, 1),
                defaults(checkpoint),
                MAX_STEPS,
                MAX_BATCH,
                new Choices(SchedulerChoice.keys(), loras.stream().sorted().toList(), maxClipSkip(checkpoint)));
    }

    private static Instant modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the time of " + path, unreadable);
        }
    }

    private static Set<Setting> honoured(Checkpoint checkpoint) {
        var settings = EnumSet.complementOf(EnumSet.of(Setting.TRANSPARENT_BACKGROUND));
        if (SchedulerConfig.parse(checkpoint.schedule().settings()).wantsFewSteps()) {
            settings.remove(Setting.CACHE); // of a few steps, none is like the one before
        }
        return settings;
    }

    private static Settings defaults(Checkpoint checkpoint) {
        var scheduler = SchedulerConfig.parse(checkpoint.schedule().settings());
        if (scheduler.wantsFewSteps()) {
            return new Settings(
                    Math.min(FEW_STEPS, scheduler.maxSteps()),
                    Networks.isToldGuidance(checkpoint.unet().config()) ? 8 : 1,
                    "");
        }
        return new Settings(
                Math.min(USUAL_STEPS, scheduler.maxSteps()), checkpoint.texts().size() > 1 ? 5 : 7.5, "");
    }

    /** Leaves one layer, besides the last one that SDXL always leaves out. */
    private static int maxClipSkip(Checkpoint checkpoint) {
        int leftOut = checkpoint.texts().size() > 1 ? 1 : 0;
        return checkpoint.texts().stream()
                .mapToInt(text -> text.encoder().config().layers() - 1 - leftOut)
                .min()
                .orElse(0);
    }

    /**
     * Checks a request.
     *
     * @throws Unsupported naming what is asked for and what there is
     */
    public static void require(ModelInfo info, PictureRequest request) {
        var output = request.output();
        if (!info.sizes().allow(output.width(), output.height())) {
            throw new Unsupported("size %dx%d is not supported: sides are %d to %d"
                    .formatted(
                            output.width(),
                            output.height(),
                            info.sizes().min(),
                            info.sizes().max()));
        }
        if (request.settings().steps() > info.maxSteps()) {
            throw new Unsupported(
                    request.settings().steps() + " steps are more than the " + info.maxSteps() + " allowed");
        }
        Recipe recipe = request.settings().recipe();
        if (!recipe.scheduler().isEmpty() && !info.choices().schedulers().contains(recipe.scheduler())) {
            throw new Unsupported("there is no scheduler " + recipe.scheduler() + "; there are "
                    + info.choices().schedulers());
        }
        if (recipe.clipSkip() > info.choices().maxClipSkip()) {
            throw new Unsupported("clip skip %d is more than the %d allowed"
                    .formatted(recipe.clipSkip(), info.choices().maxClipSkip()));
        }
    }
}
