package io.lutra.engine.pup;

import io.lutra.engine.Drawing.Times;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Variation;
import io.lutra.engine.pipeline.Canvas;
import io.lutra.engine.pipeline.GaussianNoise;
import io.lutra.engine.pipeline.Pixels;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.text.TextEncoder;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the drawings of one request have in common: texts are read once. Lives while the drawings are begun; its tensors belong
 * to the scope around.
 */
final class PupBeginning {
    /** The scheduler that a request names to look at every step from both ends. */
    static final String HEUN = "heun";

    /** The scheduler of a request that names none. */
    static final String EULER = "euler";

    /** How many times the canvas' size a draft is made at. */
    private static final int DRAFT_SCALE = 4;

    private final PupModel model;
    private final PictureRequest request;
    private final @Nullable SceneStart sceneStart;
    private final Canvas canvas;
    private final StraightPath path;
    private final Caption prompt;
    private final @Nullable Caption negative;
    private final Times times;

    /**
     * What a drawing begins from.
     *
     * @param given what the network is shown
     * @param strength how far to go from its pixels; 1 for all the way to noise
     */
    private record Start(Given given, double strength) {}

    PupBeginning(PupModel model, TextEncoder encoder, @Nullable SceneStart sceneStart, PictureRequest request) {
        this.model = model;
        this.request = request;
        this.sceneStart = sceneStart;
        var config = model.network().config();
        var output = request.output();
        canvas = Canvas.of(output.width(), output.height(), config.side(), config.multiple());
        int steps = request.settings().steps();
        path = request.settings().recipe().scheduler().equals(HEUN)
                ? StraightPath.heun(steps)
                : StraightPath.euler(steps);
        long reading = System.nanoTime();
        String text = text(request);
        String against = request.settings().negativePrompt();
        boolean isGuided = request.settings().guidanceScale() > 1 && !text.equals(against);
        var states = encoder.states(isGuided ? List.of(text, against) : List.of(text), config.textLength());
        int stride = states.tokens() * states.width();
        prompt = model.network().read(Arrays.copyOf(states.states(), states.lengths()[0] * states.width()));
        negative = isGuided
                ? model.network()
                        .read(Arrays.copyOfRange(
                                states.states(), stride, stride + states.lengths()[1] * states.width()))
                : null;
        times = Times.readSince(reading);
    }

    private static String text(PictureRequest request) {
        return switch (request) {
            case Generation generation -> generation.prompt();
            case Edit edit -> edit.prompt();
            case Variation variation -> "";
        };
    }

    PupDrawing drawing(long seed) {
        var output = request.output();
        return TensorScope.owned(scope -> {
            var noise = new GaussianNoise(seed).next(3 * canvas.width() * canvas.height());
            var start = start(seed);
            int call = path.beginning(start.strength());
            var plan = new PupDenoising.Plan(
                    canvas,
                    path,
                    start.given(),
                    prompt.shared(),
                    negative == null ? null : negative.shared(),
                    request.settings().guidanceScale());
            var sample = start.strength() < 1 ? path.addNoise(start.given().pixels(), noise, call) : noise;
            return new PupDrawing(
                    model,
                    scope,
                    new PupDrawing.Answer(seed, output.width(), output.height(), this::finished, times),
                    new PupDenoising(plan, call, sample));
        });
    }

    private Raster finished(Raster drawn) {
        return request instanceof Edit edit ? Pixels.withKept(drawn, edit) : drawn;
    }

    private Start start(long seed) {
        return switch (request) {
            case Generation generation ->
                drafted(
                        Given.nothing(canvas),
                        new Output(DRAFT_SCALE * canvas.width(), DRAFT_SCALE * canvas.height(), 1, seed));
            case Edit edit ->
                drafted(
                        Given.keptBy(edit, canvas),
                        new Output(edit.image().width(), edit.image().height(), 1, seed));
            case Variation variation ->
                new Start(Given.nothing(canvas).with(pixels(variation.image())), variation.strength());
        };
    }

    /** What is given, with a draft of a size where it leaves room; from noise alone if no one drafts. */
    private Start drafted(Given given, Output size) {
        return sceneStart == null
                ? new Start(given, 1)
                : sceneStart
                        .draft(request, size)
                        .map(draft -> new Start(given.with(pixels(draft)), sceneStart.strength()))
                        .orElseGet(() -> new Start(given, 1));
    }

    private float[] pixels(Raster raster) {
        return Pixels.planes(Scaling.to(raster, canvas.width(), canvas.height()));
    }
}
