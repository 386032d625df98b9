package io.lutra.engine.pipeline;

import io.lutra.engine.PictureRequest.FeatureCache;
import io.lutra.engine.denoiser.Conditions;
import io.lutra.engine.denoiser.TextReading;
import io.lutra.engine.scheduler.Sampler;
import io.lutra.engine.scheduler.SamplerState;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One picture's way from noise, call by call of the denoiser. Calls of several pictures of one size run as one batch; what
 * becomes of a picture does not depend on the others. Not thread-safe.
 */
final class Denoising {
    private final Plan plan;
    private final DeepFeatures features;
    private SamplerState state;

    /**
     * How a picture is made.
     *
     * @param shape of its latents
     * @param sampler which noise levels are visited
     * @param guidance how the prompt is weighed
     * @param prompt the text
     * @param negative what is weighed against it; null if guidance is off
     * @param sizes SDXL's six numbers; empty for other networks
     * @param repaint what is kept of a picture; null if nothing is
     * @param noise fresh unit noise of the latents' length
     */
    record Plan(
            Shape shape,
            Sampler sampler,
            Guidance guidance,
            ReadText prompt,
            @Nullable ReadText negative,
            double[] sizes,
            @Nullable Repaint repaint,
            Supplier<float[]> noise) {
        int rows() {
            return negative == null ? 1 : 2;
        }
    }

    /** Latents {@code [channels, height, width]}. */
    record Shape(int channels, int height, int width) {
        int length() {
            return channels * height * width;
        }
    }

    /**
     * A picture of which a part is made anew.
     *
     * @param mask {@code [height, width]} of the latents: 1 where to paint, 0 where to keep
     * @param picture latents of the picture, scaled; of the masked picture if {@code isRead}
     * @param noise the noise that the drawing began from
     * @param isRead whether the denoiser reads mask and picture; else the kept part is put back after every call
     */
    record Repaint(float[] mask, float[] picture, float[] noise, boolean isRead) {}

    /**
     * Begins at a call.
     *
     * @param sample the latents there
     */
    Denoising(Plan plan, int call, float[] sample) {
        this(plan, call, sample, FeatureCache.OFF);
    }

    /** Begins at a call, to be {@linkplain #free freed} if features are cached. */
    Denoising(Plan plan, int call, float[] sample, FeatureCache cache) {
        this.plan = plan;
        features = new DeepFeatures(cache);
        state = plan.sampler().start(call, sample);
    }

    SamplerState state() {
        return state;
    }

    Shape shape() {
        return plan.shape();
    }

    int calls() {
        return plan.sampler().timetable().calls();
    }

    boolean isFinished() {
        return state.call() == calls();
    }

    /** Frees what is cached. */
    void free() {
        features.free();
    }

    /** Calls the denoiser once for all, and moves each on. All must have latents of one shape. */
    static void step(Networks networks, List<Denoising> batch) {
        float[] outputs = TensorScope.run(() -> call(networks, batch).toFloats());
        int length = batch.getFirst().plan.shape().length();
        int from = 0;
        for (var denoising : batch) {
            var rows = new ArrayList<float[]>();
            for (int row = 0; row < denoising.plan.rows(); row++, from += length) {
                rows.add(Arrays.copyOfRange(outputs, from, from + length));
            }
            denoising.advance(
                    rows.size() == 1
                            ? rows.getFirst()
                            : denoising.plan.guidance().mix(rows.getFirst(), rows.getLast()));
        }
    }

    private static Tensor call(Networks networks, List<Denoising> batch) {
        var unet = networks.unet();
        var input = input(networks, batch);
        if (batch.stream().noneMatch(each -> each.features.areKept())) {
            return unet.apply(input.latents(), input.conditions());
        }
        renew(networks, batch.stream().filter(each -> each.features.areDue()).toList());
        var deep = batch.stream().map(each -> each.features.use()).toList();
        return unet.apply(input.latents(), input.conditions(), Tensor.cat(deep, 0));
    }

    /** Runs the deep layers for those that are to have them anew; each goes its own rhythm. */
    private static void renew(Networks networks, List<Denoising> due) {
        if (due.isEmpty()) {
            return;
        }
        var input = input(networks, due);
        var deep = networks.unet().deepFeatures(input.latents(), input.conditions());
        int row = 0;
        for (var each : due) {
            each.features.renew(deep, row, each.plan.rows());
            row += each.plan.rows();
        }
    }

    /** What the denoiser is given. */
    private record Input(Tensor latents, Conditions conditions) {}

    private static Input input(Networks networks, List<Denoising> batch) {
        var device = networks.device();
        var shape = batch.getFirst().plan.shape();
        int channels = networks.unet().config().in();
        int area = shape.height() * shape.width();
        int rows = batch.stream().mapToInt(each -> each.plan.rows()).sum();
        var latents = new float[Math.multiplyExact(rows, channels * area)];
        var timesteps = new double[rows];
        var texts = new ArrayList<ReadText>();
        var sizes = new ArrayList<double[]>();
        var scales = new double[rows];
        int row = 0;
        for (var each : batch) {
            float[] input = each.input();
            for (int copy = 0; copy < each.plan.rows(); copy++, row++) {
                System.arraycopy(input, 0, latents, row * channels * area, input.length);
                timesteps[row] = each.plan.sampler().timetable().timesteps()[each.state.call()];
                scales[row] = each.plan.guidance().scale();
                sizes.add(each.plan.sizes());
            }
            if (each.plan.negative() != null) {
                texts.add(each.plan.negative());
            }
            texts.add(each.plan.prompt());
        }
        var text = TextReading.batch(texts.stream().map(ReadText::reading).toList());
        var guidance = networks.isToldGuidance()
                ? device.tensor(
                        guidanceWaves(scales, networks.unet().config().timeCondition()),
                        rows,
                        networks.unet().config().timeCondition())
                : null;
        return new Input(
                device.tensor(latents, rows, channels, shape.height(), shape.width()),
                new Conditions(timesteps, text, guidance, added(texts, sizes)));
    }

    private static Conditions.@Nullable Added added(List<ReadText> texts, List<double[]> sizes) {
        var pooled = new ArrayList<Tensor>();
        for (var text : texts) {
            if (text.pooled() == null) {
                return null;
            }
            pooled.add(text.pooled());
        }
        return new Conditions.Added(
                Tensor.cat(pooled, 0),
                sizes.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    /** The guidance scale as waves (Luo et al., arXiv:2310.04378, section 4.1); sines first, unlike time. */
    private static float[] guidanceWaves(double[] scales, int width) {
        int half = width / 2;
        var waves = new float[scales.length * width];
        for (int row = 0; row < scales.length; row++) {
            for (int i = 0; i < half; i++) {
                double angle = (scales[row] - 1) * 1000 * Math.exp(-Math.log(10_000) * i / (half - 1));
                waves[row * width + i] = (float) Math.sin(angle);
                waves[row * width + half + i] = (float) Math.cos(angle);
            }
        }
        return waves;
    }

    private float[] input() {
        float[] scaled = plan.sampler().scaleInput(state);
        var repaint = plan.repaint();
        if (repaint == null || !repaint.isRead()) {
            return scaled;
        }
        float[] input = Arrays.copyOf(scaled, scaled.length + repaint.mask().length + repaint.picture().length);
        System.arraycopy(repaint.mask(), 0, input, scaled.length, repaint.mask().length);
        System.arraycopy(repaint.picture(), 0, input, scaled.length + repaint.mask().length, repaint.picture().length);
        return input;
    }

    private void advance(float[] output) {
        var next = plan.sampler().step(state, output, plan.noise());
        var repaint = plan.repaint();
        state = repaint == null || repaint.isRead()
                ? next
                : new SamplerState(next.call(), kept(next, repaint), next.denoised(), next.memory());
    }

    /** The sample with the kept part put back, as noisy as the rest. */
    private float[] kept(SamplerState next, Repaint repaint) {
        float[] original = next.call() < calls()
                ? plan.sampler().addNoise(repaint.picture(), repaint.noise(), next.call())
                : repaint.picture();
        float[] sample = next.sample().clone();
        int area = repaint.mask().length;
        for (int i = 0; i < sample.length; i++) {
            float painted = repaint.mask()[i % area];
            sample[i] = painted * sample[i] + (1 - painted) * original[i];
        }
        return sample;
    }
}
