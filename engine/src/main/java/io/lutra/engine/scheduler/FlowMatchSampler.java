package io.lutra.engine.scheduler;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Euler's method along straight paths from noise to picture, {@code (1 - sigma) x0 + sigma noise} (Esser et al.,
 * arXiv:2403.03206; shifts in section 5.3.2). The network answers {@code noise - x0}.
 */
final class FlowMatchSampler implements Sampler {
    private final Timetable timetable;

    FlowMatchSampler(SchedulerConfig config, SamplerSettings settings) {
        int length = config.trainSteps();
        int steps = settings.steps();
        double[] sigmas;
        if (config.flow().isDynamic()) {
            double shift = Math.exp(settings.flowShift());
            sigmas = shifted(NoiseSchedule.line(1, 1.0 / steps, steps), shift);
        } else {
            // The reference shifts the range of sigmas once when it is made and the visited ones once more.
            double shift = config.flow().shift();
            double[] range = shifted(new double[] {1, 1.0 / length}, shift);
            sigmas = shifted(NoiseSchedule.line(range[0], range[1], steps), shift);
        }
        double[] timesteps = Arrays.stream(sigmas).map(sigma -> sigma * length).toArray();
        timetable = new Timetable(timesteps, Arrays.copyOf(sigmas, steps + 1), 1);
    }

    private static double[] shifted(double[] sigmas, double shift) {
        return Arrays.stream(sigmas)
                .map(sigma -> shift * sigma / (1 + (shift - 1) * sigma))
                .toArray();
    }

    @Override
    public Timetable timetable() {
        return timetable;
    }

    @Override
    public float[] addNoise(float[] picture, float[] noise, int call) {
        double sigma = timetable.sigmas()[call];
        return Mix.of(1 - sigma, picture, sigma, noise);
    }

    @Override
    public SamplerState step(SamplerState state, float[] output, Supplier<float[]> noise) {
        double sigma = timetable.sigmas()[state.call()];
        double move = timetable.sigmas()[state.call() + 1] - sigma;
        float[] x0 = Mix.of(1, state.sample(), -sigma, output);
        return state.next(Mix.of(1, state.sample(), move, output), x0, List.of());
    }
}
