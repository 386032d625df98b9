package io.lutra.engine.sketch;

import io.lutra.engine.Drawing;
import io.lutra.engine.Drawing.Times;
import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.EngineException.Unsupported;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.ModelInfo.Setting;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Background;
import io.lutra.engine.PictureRequest.Operation;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.engine.sketch.prompt.reader.PromptReader;
import io.lutra.engine.sketch.retouch.Assignment;
import io.lutra.engine.sketch.retouch.Hole;
import io.lutra.engine.sketch.retouch.Retouch;
import io.lutra.engine.sketch.scene.Composer;
import io.lutra.engine.sketch.scene.Painter;
import io.lutra.engine.sketch.scene.Work;
import io.lutra.engine.sketch.sight.Onlooker;
import io.lutra.engine.sketch.sight.Sibling;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Composes a new scene for every prompt and seed from an openly licensed library of vector drawings. Not a neural image
 * generator: instant, crisp at every size, and the same bytes for the same seed everywhere.
 */
public final class SketchModel implements ImageModel {
    /** The name that clients use. */
    public static final String ID = "lutra-sketch";

    private static final ModelInfo INFO = new ModelInfo(
            ID,
            "Composes scenes from a library of vector drawings",
            "lutra",
            "Apache-2.0 AND MIT AND CC-BY-4.0",
            Instant.parse("2026-11-01T00:00:00Z"),
            Set.of(Operation.GENERATE, Operation.EDIT, Operation.VARY),
            Set.of(Setting.NEGATIVE_PROMPT, Setting.TRANSPARENT_BACKGROUND),
            new ModelInfo.Sizes(512, 64, 2048, 1),
            new Settings(Painter.LAYERS, 1, ""),
            Painter.LAYERS,
            16);

    /** Strength of a variation from which on what a picture shows is composed anew, rather than the picture itself changed. */
    private static final double COMPOSE_ANEW = 0.35;

    private final Path directory;
    private final Library library;
    private final PromptReader reader;
    private final Composer composer;
    /** Made when the first picture is to be varied. */
    private @Nullable Onlooker onlooker;

    private SketchModel(Path directory, Library library, PromptReader reader) {
        this.directory = directory;
        this.library = library;
        this.reader = reader;
        this.composer = new Composer(library);
    }

    /**
     * Opens the model that lies in a directory, {@code models/sketch}.
     *
     * @param nearness finds subjects for words that no table knows; {@link Nearness#NONE} to do without
     * @throws BadWeights if a file is missing or corrupt; the message names it
     */
    public static SketchModel load(Path directory, Nearness nearness) {
        var library = Library.load(directory);
        return new SketchModel(directory, library, new PromptReader(library.concepts(), nearness));
    }

    @Override
    public ModelInfo info() {
        return INFO;
    }

    @Override
    public List<Drawing> begin(PictureRequest request) {
        var output = request.output();
        if (!INFO.operations().contains(request.operation()) || !INFO.sizes().allow(output.width(), output.height())) {
            throw new Unsupported(INFO.id() + " does not do " + request.operation() + " at " + output.width() + "x"
                    + output.height());
        }
        long reading = System.nanoTime();
        return switch (request) {
            case PictureRequest.Generation generation -> {
                var idea =
                        reader.read(generation.prompt(), generation.settings().negativePrompt());
                var times = Times.readSince(reading);
                yield generation.settings().background() == Background.TRANSPARENT
                        ? drawings(output, times, seed -> cutOut(idea, output, seed))
                        : drawings(output, times, seed -> painter(idea, output, seed));
            }
            case PictureRequest.Edit edit -> {
                var idea = reader.read(edit.prompt(), edit.settings().negativePrompt());
                var times = Times.readSince(reading);
                var assignment = Assignment.of(library, idea, edit.image(), Hole.of(edit.mask()));
                yield drawings(output, times, seed -> new Retouch(library, assignment, seed));
            }
            case PictureRequest.Variation variation -> {
                var seen = variation.strength() < COMPOSE_ANEW
                        ? Optional.<Idea>empty()
                        : onlooker().look(variation.image());
                yield drawings(
                        output,
                        Times.NONE,
                        seed -> seen.<Work>map(idea -> painter(idea, output, seed))
                                .orElseGet(() -> new Sibling(
                                        variation.image(),
                                        variation.strength(),
                                        output.width(),
                                        output.height(),
                                        seed)));
            }
        };
    }

    private Onlooker onlooker() {
        var known = onlooker;
        if (known == null) {
            known = Onlooker.load(directory, library);
            onlooker = known;
        }
        return known;
    }

    private Painter painter(Idea idea, PictureRequest.Output output, long seed) {
        var scene = composer.compose(idea, output.width(), output.height(), seed);
        return new Painter(library, scene, output.width(), output.height());
    }

    private Painter cutOut(Idea idea, PictureRequest.Output output, long seed) {
        var scene = composer.composeCutOut(idea, output.width(), output.height(), seed);
        return new Painter(library, scene, output.width(), output.height());
    }

    private static List<Drawing> drawings(PictureRequest.Output output, Times times, LongFunction<Work> work) {
        var drawings = new ArrayList<Drawing>();
        for (int i = 0; i < output.count(); i++) {
            long seed = output.seedOf(i);
            drawings.add(new SketchDrawing(seed, work.apply(seed), times));
        }
        return drawings;
    }

    @Override
    public void step(List<? extends Drawing> batch) {
        batch.parallelStream().forEach(drawing -> ((SketchDrawing) drawing).step());
    }

    @Override
    public void close() {
        library.close();
    }
}
