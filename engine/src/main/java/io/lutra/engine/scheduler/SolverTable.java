package io.lutra.engine.scheduler;

import java.util.Arrays;

/**
 * What the exponential-integrator solvers share: samples are {@code a x0 + s noise} with {@code a^2 + s^2 = 1}, and progress
 * is measured in {@code lambda = log(a / s)} (Lu et al., arXiv:2206.00927).
 */
record SolverTable(SchedulerConfig config, Timetable timetable) {
    static SolverTable of(SchedulerConfig config, int steps) {
        var schedule = config.noiseSchedule().withFiniteSigmas();
        double[] timesteps = Spacing.rounded(
                switch (config.spacing()) {
                    case LINSPACE, LEADING ->
                        Arrays.copyOf(
                                config.spacing().timesteps(steps + 1, schedule.length(), config.stepsOffset()), steps);
                    case TRAILING -> config.spacing().timesteps(steps, schedule.length(), 0);
                });
        double[] sigmas = Arrays.stream(timesteps).map(schedule::sigmaAt).toArray();
        if (config.usesKarrasSigmas()) {
            sigmas = NoiseSchedule.karras(schedule.sigma(schedule.length() - 1), schedule.sigma(0), steps);
            timesteps = Spacing.rounded(
                    Arrays.stream(sigmas).map(schedule::timestepOf).toArray());
        }
        double[] all = Arrays.copyOf(sigmas, steps + 1);
        all[steps] = config.endsAtSigmaMin() ? schedule.sigma(0) : 0;
        return new SolverTable(config, new Timetable(timesteps, all, 1));
    }

    int calls() {
        return timetable.calls();
    }

    /** Share of the picture in the sample before a call. */
    double a(int call) {
        double sigma = timetable.sigmas()[call];
        return 1 / Math.sqrt(sigma * sigma + 1);
    }

    /** Share of the noise in the sample before a call. */
    double s(int call) {
        return timetable.sigmas()[call] * a(call);
    }

    /** Infinite where there is no noise. */
    double lambda(int call) {
        return -Math.log(timetable.sigmas()[call]);
    }

    float[] denoised(float[] output, SamplerState state) {
        return config.prediction().denoised(output, state.sample(), a(state.call()), s(state.call()));
    }

    /** Whether the last step must be of first order, to be stable. */
    boolean isLowOrderForced(int call) {
        return call == calls() - 1
                && (config.isEulerAtFinal()
                        || (config.isLowerOrderFinal() && calls() < 15)
                        || !config.endsAtSigmaMin());
    }

    float[] addNoise(float[] picture, float[] noise, int call) {
        return Mix.of(a(call), picture, s(call), noise);
    }
}
