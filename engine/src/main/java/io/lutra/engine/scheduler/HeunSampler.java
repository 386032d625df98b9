package io.lutra.engine.scheduler;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Heun's method in sigmas (Karras et al., arXiv:2206.00364, algorithm 1): every step but the last is looked at from both
 * ends, so {@code n} steps are {@code 2 n - 1} calls.
 */
final class HeunSampler implements Sampler {
    private final SigmaTable table;

    HeunSampler(SchedulerConfig config, SamplerSettings settings) {
        var once = SigmaTable.of(config, settings.steps());
        int calls = 2 * settings.steps() - 1;
        double[] timesteps = IntStream.range(0, calls)
                .mapToDouble(call -> once.timetable().timesteps()[(call + 1) / 2])
                .toArray();
        double[] sigmas = Arrays.copyOf(
                IntStream.range(0, calls)
                        .mapToDouble(call -> once.sigma((call + 1) / 2))
                        .toArray(),
                calls + 1);
        table = new SigmaTable(
                config, new Timetable(timesteps, sigmas, once.timetable().initialScale()));
    }

    @Override
    public Timetable timetable() {
        return table.timetable();
    }

    @Override
    public float[] scaleInput(SamplerState state) {
        return table.scaleInput(state.sample(), table.sigma(state.call()));
    }

    @Override
    public float[] addNoise(float[] picture, float[] noise, int call) {
        return table.addNoise(picture, noise, table.sigma(call));
    }

    @Override
    public SamplerState step(SamplerState state, float[] output, Supplier<float[]> noise) {
        int call = state.call();
        double here = table.sigma(call);
        float[] x0 = table.config().clipped(table.denoised(output, state.sample(), here));
        float[] slope = Mix.of(1 / here, state.sample(), -1 / here, x0);
        if (state.memory().isEmpty()) {
            double next = table.sigma(call + 1);
            return state.next(Mix.of(1, state.sample(), next - here, slope), x0, List.of(slope, state.sample()));
        }
        double move = (here - table.sigma(call - 1)) / 2;
        float[] origin = state.memory().get(1);
        return state.next(Mix.of(1, origin, move, state.memory().get(0), move, slope), x0, List.of());
    }
}
