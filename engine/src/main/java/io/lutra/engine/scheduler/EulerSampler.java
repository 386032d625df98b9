package io.lutra.engine.scheduler;

import java.util.List;
import java.util.function.Supplier;

/** Euler's method in sigmas (Karras et al., arXiv:2206.00364, algorithm 2 without churn). */
final class EulerSampler implements Sampler {
    private final SigmaTable table;

    EulerSampler(SchedulerConfig config, SamplerSettings settings) {
        table = SigmaTable.of(config, settings.steps());
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
        double sigma = table.sigma(state.call());
        float[] x0 = table.denoised(output, state.sample(), sigma);
        double kept = table.sigma(state.call() + 1) / sigma;
        return state.next(Mix.of(kept, state.sample(), 1 - kept, x0), x0, List.of());
    }
}
