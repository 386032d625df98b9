package io.lutra.engine.scheduler;

import java.util.List;
import java.util.function.Supplier;

/**
 * DPM-Solver++ (2M), and its form with fresh noise (Lu et al., arXiv:2211.01095, algorithm 2 and appendix on SDE solvers;
 * {@code solver_type} midpoint).
 */
final class DpmSolverSampler implements Sampler {
    private final SchedulerConfig config;
    private final SolverTable table;

    DpmSolverSampler(SchedulerConfig config, SamplerSettings settings) {
        this.config = config;
        table = SolverTable.of(config, settings.steps());
    }

    @Override
    public Timetable timetable() {
        return table.timetable();
    }

    @Override
    public float[] addNoise(float[] picture, float[] noise, int call) {
        return table.addNoise(picture, noise, call);
    }

    @Override
    public SamplerState step(SamplerState state, float[] output, Supplier<float[]> noise) {
        int call = state.call();
        float[] x0 = table.denoised(output, state);
        double h = table.lambda(call + 1) - table.lambda(call);
        float[] target = x0;
        if (!state.memory().isEmpty() && config.solverOrder() > 1 && !table.isLowOrderForced(call)) {
            // x0 half a step ahead, on the line through this answer and the one before
            double ahead = h / (table.lambda(call) - table.lambda(call - 1)) / 2;
            target = Mix.of(1 + ahead, x0, -ahead, state.memory().getFirst());
        }
        double kept = table.s(call + 1) / table.s(call);
        double a = table.a(call + 1);
        float[] sample = config.isStochastic()
                ? Mix.of(
                        kept * Math.exp(-h),
                        state.sample(),
                        a * -Math.expm1(-2 * h),
                        target,
                        table.s(call + 1) * Math.sqrt(-Math.expm1(-2 * h)),
                        noise.get())
                : Mix.of(kept, state.sample(), a * -Math.expm1(-h), target);
        return state.next(sample, x0, List.of(x0));
    }
}
