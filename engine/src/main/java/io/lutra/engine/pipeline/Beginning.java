package io.lutra.engine.pipeline;

import io.lutra.engine.Drawing.Times;
import io.lutra.engine.EngineException.Unsupported;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Variation;
import io.lutra.engine.pipeline.Variants.Variant;
import io.lutra.engine.scheduler.SamplerSettings;
import io.lutra.engine.scheduler.SchedulerChoice;
import io.lutra.engine.scheduler.SchedulerConfig;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the drawings of one request have in common: texts are encoded once, and the given picture is. Lives while the drawings
 * are begun; its tensors belong to the scope around.
 */
final class Beginning {
    private final DiffusionModel model;
    private final Variant variant;
    private final Networks networks;
    private final PictureRequest request;
    private final Canvas canvas;
    private final Guidance guidance;
    private final ReadText prompt;
    private final @Nullable ReadText negative;
    private final Given given;
    private final SchedulerConfig scheduler;
    private final Times times;

    Beginning(DiffusionModel model, Variant variant, PictureRequest request) {
        this.model = model;
        this.variant = variant;
        networks = variant.networks();
        this.request = request;
        scheduler = scheduler();
        canvas = canvas(networks, request.output());
        guidance = new Guidance(request.settings().guidanceScale(), 0);
        long reading = System.nanoTime();
        var text = condition(text(request));
        prompt = ReadText.of(networks, text);
        negative = guidance.isOn() && !networks.isToldGuidance() ? ReadText.of(networks, negative(text)) : null;
        times = Times.readSince(reading);
        given = Given.of(networks, request, canvas);
    }

    private static Canvas canvas(Networks networks, Output output) {
        int multiple =
                networks.codec().config().factor() << (networks.unet().config().depth() - 1);
        return Canvas.of(output.width(), output.height(), networks.side(), multiple);
    }

    /** The latents of a picture of this size. */
    static Denoising.Shape shape(Networks networks, Output output) {
        var canvas = canvas(networks, output);
        var codec = networks.codec().config();
        return new Denoising.Shape(
                codec.latentChannels(), canvas.height() / codec.factor(), canvas.width() / codec.factor());
    }

    private SchedulerConfig scheduler() {
        String asked = request.settings().recipe().scheduler();
        var schedule = networks.schedule();
        var config = SchedulerChoice.find(asked)
                .map(choice -> choice.of(schedule.settings()))
                .orElse(schedule.config());
        int steps = request.settings().steps();
        if (steps > config.maxSteps()) {
            throw new Unsupported("%d steps are more than the %d of the scheduler %s"
                    .formatted(steps, config.maxSteps(), config.kind().key()));
        }
        return config;
    }

    private TextCondition condition(String text) {
        return TextCondition.of(networks, text, request.settings().recipe().clipSkip());
    }

    private static String text(PictureRequest request) {
        return switch (request) {
            case Generation generation -> generation.prompt();
            case Edit edit -> edit.prompt();
            case Variation variation -> "";
        };
    }

    private TextCondition negative(TextCondition prompt) {
        String text = request.settings().negativePrompt();
        return text.isEmpty() && networks.zeroesAbsentText() ? prompt.zeroed() : condition(text);
    }

    DiffusionDrawing drawing(long seed) {
        return TensorScope.owned(scope -> {
            var noise = new GaussianNoise(seed);
            var shape = shape(networks, request.output());
            var sampler =
                    scheduler.sampler(SamplerSettings.of(request.settings().steps()));
            var start = given.start(sampler, shape, () -> noise.next(shape.length()));
            var plan = new Denoising.Plan(
                    shape,
                    sampler,
                    guidance,
                    prompt.shared(),
                    negative == null ? null : negative.shared(),
                    sizes(),
                    start.repaint(),
                    () -> noise.next(shape.length()));
            return new DiffusionDrawing(
                    model.variants(),
                    variant,
                    new DiffusionDrawing.Answer(seed, finish(), times),
                    scope,
                    new Denoising(
                            plan,
                            start.call(),
                            start.sample(),
                            request.settings().recipe().cache()));
        });
    }

    /** SDXL's sizes: the picture is neither scaled nor cropped. */
    private double[] sizes() {
        return networks.unet().config().readsSizes()
                ? new double[] {canvas.height(), canvas.width(), 0, 0, canvas.height(), canvas.width()}
                : new double[0];
    }

    private UnaryOperator<Raster> finish() {
        int width = request.output().width();
        int height = request.output().height();
        return decoded -> {
            var sized = decoded.width() == width && decoded.height() == height
                    ? decoded
                    : Scaling.to(decoded, width, height);
            return request instanceof Edit edit ? Pixels.withKept(sized, edit) : sized;
        };
    }
}
