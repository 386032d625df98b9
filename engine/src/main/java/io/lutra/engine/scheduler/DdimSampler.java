package io.lutra.engine.scheduler;

import java.util.List;
import java.util.function.Supplier;

/** DDIM (Song et al., arXiv:2010.02502, equation 12). */
final class DdimSampler implements Sampler {
    private final SchedulerConfig config;
    private final StepTable table;
    private final double eta;

    DdimSampler(SchedulerConfig config, SamplerSettings settings) {
        this.config = config;
        table = StepTable.of(config, settings.steps());
        eta = settings.eta();
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
        double a = Math.sqrt(alphaBar);
        double s = Math.sqrt(1 - alphaBar);
        var x0 = config.clipped(config.prediction().denoised(output, state.sample(), a, s));
        double deviation = eta * Math.sqrt((1 - next) / (1 - alphaBar) * (1 - alphaBar / next));
        // The noise in the sample as the network's own answer has it, even if x0 was clipped.
        float[] epsilon = epsilon(state.sample(), output, a, s);
        double direction = Math.sqrt(1 - next - deviation * deviation);
        float[] sample = eta > 0
                ? Mix.of(Math.sqrt(next), x0, direction, epsilon, deviation, noise.get())
                : Mix.of(Math.sqrt(next), x0, direction, epsilon);
        return state.next(sample, x0, List.of());
    }

    private float[] epsilon(float[] sample, float[] output, double a, double s) {
        return switch (config.prediction()) {
            case EPSILON -> output;
            case V_PREDICTION -> Mix.of(a, output, s, sample);
            case SAMPLE -> Mix.of(1 / s, sample, -a / s, output);
        };
    }
}
