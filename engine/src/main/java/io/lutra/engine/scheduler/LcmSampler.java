package io.lutra.engine.scheduler;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Multistep sampling of a latent consistency model (Luo et al., arXiv:2310.04378, algorithm 3 without guidance). */
final class LcmSampler implements Sampler {
    /** The deviation of data that the boundary condition assumes (Song et al., arXiv:2303.01469, appendix C). */
    private static final double SIGMA_DATA = 0.5;

    private final SchedulerConfig config;
    private final StepTable table;

    LcmSampler(SchedulerConfig config, SamplerSettings settings) {
        this.config = config;
        table = StepTable.of(config, timesteps(config, settings.steps()), 1);
    }

    /** Some of the steps that the model was distilled at, evenly spread. */
    private static double[] timesteps(SchedulerConfig config, int steps) {
        int trained = config.lcmTrainedSteps();
        if (steps > trained) {
            throw new IllegalArgumentException(
                    "LCM was distilled at " + trained + " steps, " + steps + " are too many");
        }
        int stride = config.noiseSchedule().length() / trained;
        return IntStream.range(0, steps)
                .mapToDouble(i -> (double) (trained - i * trained / steps) * stride - 1)
                .toArray();
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
        double alphaBar = table.alphaBar(call);
        float[] x0 = config.clipped(
                config.prediction().denoised(output, state.sample(), Math.sqrt(alphaBar), Math.sqrt(1 - alphaBar)));
        double time = table.timestep(call) * config.lcmTimestepScaling();
        double norm = time * time + SIGMA_DATA * SIGMA_DATA;
        float[] denoised = Mix.of(time / Math.sqrt(norm), x0, SIGMA_DATA * SIGMA_DATA / norm, state.sample());
        if (call == timetable().calls() - 1) {
            return state.next(denoised, denoised, List.of());
        }
        double next = table.alphaBar(call + 1);
        return state.next(Mix.of(Math.sqrt(next), denoised, Math.sqrt(1 - next), noise.get()), denoised, List.of());
    }
}
