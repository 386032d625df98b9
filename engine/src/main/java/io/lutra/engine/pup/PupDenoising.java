package io.lutra.engine.pup;

import io.lutra.engine.pipeline.Canvas;
import io.lutra.engine.scheduler.SamplerState;
import io.lutra.engine.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One picture's way from noise, call by call of the network. Calls of several pictures of one size run as one batch. Not
 * thread-safe.
 */
final class PupDenoising {
    private static final int COLOURS = 3;

    private final Plan plan;
    private SamplerState state;

    /**
     * How a picture is made.
     *
     * @param canvas its size
     * @param path which times are visited
     * @param given what is shown besides noise
     * @param prompt the text
     * @param negative what is weighed against it; null if guidance is off
     * @param guidance how far to go from the answer for the negative text through the one for the prompt (Ho and Salimans,
     *     arXiv:2207.12598)
     */
    record Plan(
            Canvas canvas,
            StraightPath path,
            Given given,
            Caption prompt,
            @Nullable Caption negative,
            double guidance) {
        int rows() {
            return negative == null ? 1 : 2;
        }

        int area() {
            return canvas.width() * canvas.height();
        }
    }

    /**
     * Begins at a call.
     *
     * @param sample the picture there, {@code [3, height, width]}
     */
    PupDenoising(Plan plan, int call, float[] sample) {
        this.plan = plan;
        state = plan.path().start(call, sample);
    }

    SamplerState state() {
        return state;
    }

    Canvas canvas() {
        return plan.canvas();
    }

    int calls() {
        return plan.path().timetable().calls();
    }

    /** What the picture is so far: at the end the picture, before it what the network last took it for. */
    float[] pixels() {
        return plan.given().putBack(state.call() == calls() ? state.sample() : state.denoised());
    }

    private double time() {
        return plan.path().timetable().timesteps()[state.call()];
    }

    /** Calls the network once for all, and moves each on. All must be of one size. */
    static void step(PupNetwork network, List<PupDenoising> batch) {
        var canvas = batch.getFirst().canvas();
        int area = batch.getFirst().plan.area();
        int rows = batch.stream().mapToInt(each -> each.plan.rows()).sum();
        int channels = network.config().inputs();
        var input = new float[Math.multiplyExact(rows, channels * area)];
        var times = new double[rows];
        var captions = new ArrayList<Caption>();
        for (var each : batch) {
            double scale = each.preconditioning(network).in();
            each.write(input, captions.size() * channels * area, scale);
            times[captions.size()] = each.time();
            captions.add(each.plan.prompt());
            if (each.plan.negative() != null) {
                System.arraycopy(
                        input,
                        (captions.size() - 1) * channels * area,
                        input,
                        captions.size() * channels * area,
                        channels * area);
                times[captions.size()] = each.time();
                captions.add(each.plan.negative());
            }
        }
        float[] output = TensorScope.run(() -> network.apply(
                        network.device().tensor(input, rows, channels, canvas.height(), canvas.width()),
                        times,
                        captions)
                .toFloats());
        int from = 0;
        for (var each : batch) {
            each.advance(network, output, from);
            from += each.plan.rows() * COLOURS * area;
        }
    }

    private Preconditioning preconditioning(PupNetwork network) {
        return Preconditioning.at(time(), network.config().deviation());
    }

    private void write(float[] input, int from, double scale) {
        float[] sample = state.sample();
        for (int i = 0; i < sample.length; i++) {
            input[from + i] = (float) (scale * sample[i]);
        }
        plan.given().write(input, from + sample.length);
    }

    private void advance(PupNetwork network, float[] output, int from) {
        float[] sample = state.sample();
        var factors = preconditioning(network);
        var x0 = new float[sample.length];
        for (int i = 0; i < x0.length; i++) {
            double answer = output[from + i];
            if (plan.negative() != null) {
                double without = output[from + x0.length + i];
                answer = without + plan.guidance() * (answer - without);
            }
            x0[i] = (float) Math.clamp(factors.skip() * sample[i] + factors.out() * answer, -1, 1);
        }
        state = plan.path().step(state, x0, () -> {
            throw new IllegalStateException("this path adds no noise");
        });
    }
}
