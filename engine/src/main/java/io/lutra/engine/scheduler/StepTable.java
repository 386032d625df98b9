package io.lutra.engine.scheduler;

import java.util.function.UnaryOperator;

/**
 * The timetable of samplers that go by whole training steps, {@code length / steps} at a time.
 *
 * @param schedule the training schedule
 * @param timetable what is visited
 * @param stride training steps from one visited step to the next
 * @param alphaBarAtEnd taken before training step 0
 */
record StepTable(NoiseSchedule schedule, Timetable timetable, int stride, double alphaBarAtEnd) {
    static StepTable of(SchedulerConfig config, int steps) {
        return of(config, steps, timesteps -> timesteps);
    }

    /** As {@link #of(SchedulerConfig, int)}, with the visited steps rearranged. */
    static StepTable of(SchedulerConfig config, int steps, UnaryOperator<double[]> arrange) {
        var schedule = config.noiseSchedule();
        double[] timesteps = arrange.apply(
                Spacing.rounded(config.spacing().timesteps(steps, schedule.length(), config.stepsOffset())));
        return of(config, timesteps, schedule.length() / steps);
    }

    static StepTable of(SchedulerConfig config, double[] timesteps, int stride) {
        var schedule = config.noiseSchedule();
        double end = config.setsAlphaToOne() ? 1 : schedule.alphaBar()[0];
        return new StepTable(schedule, new Timetable(timesteps, new double[0], 1), stride, end);
    }

    int timestep(int call) {
        return (int) timetable.timesteps()[call];
    }

    double alphaBar(int call) {
        return alphaBarAt(timestep(call));
    }

    /** At the training step one stride further. */
    double alphaBarAfter(int call) {
        return alphaBarAt(timestep(call) - stride);
    }

    double alphaBarAt(int timestep) {
        return timestep >= 0 ? schedule.alphaBar()[timestep] : alphaBarAtEnd;
    }

    float[] addNoise(float[] picture, float[] noise, int call) {
        double alphaBar = alphaBar(call);
        return Mix.of(Math.sqrt(alphaBar), picture, Math.sqrt(1 - alphaBar), noise);
    }
}
