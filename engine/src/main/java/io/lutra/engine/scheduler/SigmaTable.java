package io.lutra.engine.scheduler;

import java.util.Arrays;

/**
 * What samplers in sigmas share: samples are {@code x0 + sigma noise}, and the network sees them divided by
 * {@code sqrt(sigma^2 + 1)} (Karras et al., arXiv:2206.00364).
 */
record SigmaTable(SchedulerConfig config, Timetable timetable) {
    static SigmaTable of(SchedulerConfig config, int steps) {
        var schedule = config.noiseSchedule().withFiniteSigmas();
        double[] timesteps = config.spacing().timesteps(steps, schedule.length(), config.stepsOffset());
        if (config.spacing() != Spacing.LINSPACE) {
            timesteps = Spacing.rounded(timesteps);
        }
        double[] sigmas = Arrays.stream(timesteps).map(schedule::sigmaAt).toArray();
        if (config.usesKarrasSigmas() && config.kind() != SchedulerKind.EULER_A) {
            sigmas = NoiseSchedule.karras(sigmas[0], sigmas[sigmas.length - 1], steps);
            timesteps = Arrays.stream(sigmas).map(schedule::timestepOf).toArray();
        }
        double largest = sigmas[0];
        double scale = config.spacing() == Spacing.LEADING ? Math.sqrt(largest * largest + 1) : largest;
        return new SigmaTable(config, new Timetable(timesteps, Arrays.copyOf(sigmas, steps + 1), scale));
    }

    double sigma(int call) {
        return timetable.sigmas()[call];
    }

    float[] scaleInput(float[] sample, double sigma) {
        return Mix.of(1 / Math.sqrt(sigma * sigma + 1), sample);
    }

    float[] denoised(float[] output, float[] sample, double sigma) {
        double a = 1 / Math.sqrt(sigma * sigma + 1);
        return config.prediction().denoised(output, scaleInput(sample, sigma), a, sigma * a);
    }

    float[] addNoise(float[] picture, float[] noise, double sigma) {
        return Mix.of(1, picture, sigma, noise);
    }
}
