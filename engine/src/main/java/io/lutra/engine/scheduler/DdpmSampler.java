package io.lutra.engine.scheduler;

import java.util.List;
import java.util.function.Supplier;

/** DDPM, the sampler that goes back through the training process itself (Ho et al., arXiv:2006.11239, algorithm 2). */
final class DdpmSampler implements Sampler {
    private static final double SMALLEST_VARIANCE = 1e-20;

    private final SchedulerConfig config;
    private final StepTable table;

    DdpmSampler(SchedulerConfig config, SamplerSettings settings) {
        this.config = config;
        table = StepTable.of(config.withAlphaSetToOne(), settings.steps());
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
        double alphaBar = table.alphaBar(state.call());
        double next = table.alphaBarAfter(state.call());
        double alpha = alphaBar / next;
        double beta = 1 - alpha;
        var x0 = config.clipped(
                config.prediction().denoised(output, state.sample(), Math.sqrt(alphaBar), Math.sqrt(1 - alphaBar)));
        // Equation 7: the mean of the step before, given x0 and the sample.
        double toPicture = Math.sqrt(next) * beta / (1 - alphaBar);
        double toSample = Math.sqrt(alpha) * (1 - next) / (1 - alphaBar);
        if (table.timestep(state.call()) == 0) {
            return state.next(Mix.of(toPicture, x0, toSample, state.sample()), x0, List.of());
        }
        double variance = Math.max((1 - next) / (1 - alphaBar) * beta, SMALLEST_VARIANCE);
        float[] sample = Mix.of(toPicture, x0, toSample, state.sample(), Math.sqrt(variance), noise.get());
        return state.next(sample, x0, List.of());
    }
}
