package io.lutra.engine.pup;

import io.lutra.engine.scheduler.Sampler;
import io.lutra.engine.scheduler.SamplerState;
import io.lutra.engine.scheduler.Timetable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Euler's or Heun's method along straight paths from noise to picture, {@code (1 - t) x0 + t noise} (Liu et al.,
 * arXiv:2209.03003), with the times moved towards noise (Esser et al., arXiv:2403.03206, section 5.3.2). The network's answer
 * is taken as the picture {@code x0} itself. Heun looks at every step but the last from both ends: {@code n} steps are
 * {@code 2 n - 1} calls.
 */
final class StraightPath implements Sampler {
    private static final double SHIFT = 2;

    private final boolean isHeun;
    private final Timetable timetable;

    private StraightPath(int steps, boolean isHeun) {
        this.isHeun = isHeun;
        int calls = isHeun ? 2 * steps - 1 : steps;
        var times = new double[calls];
        for (int call = 0; call < calls; call++) {
            double line = 1 - (double) (isHeun ? (call + 1) / 2 : call) / steps;
            times[call] = SHIFT * line / (1 + (SHIFT - 1) * line);
        }
        timetable = new Timetable(times, Arrays.copyOf(times, calls + 1), 1);
    }

    static StraightPath euler(int steps) {
        return new StraightPath(steps, false);
    }

    static StraightPath heun(int steps) {
        return new StraightPath(steps, true);
    }

    /** The call to begin a picture at that is to go {@code strength} of the whole way, above 0 to 1. */
    int beginning(double strength) {
        int calls = timetable.calls();
        int call = calls - Math.clamp(Math.round(calls * strength), 1, calls);
        // Heun's pairs of calls belong together: the second is at odd places.
        return isHeun ? call + call % 2 : call;
    }

    @Override
    public Timetable timetable() {
        return timetable;
    }

    @Override
    public float[] addNoise(float[] picture, float[] noise, int call) {
        double time = timetable.timesteps()[call];
        return mixed(1 - time, picture, time, noise);
    }

    @Override
    public SamplerState step(SamplerState state, float[] x0, Supplier<float[]> noise) {
        int call = state.call();
        double here = timetable.sigmas()[call];
        if (isHeun && call % 2 == 1) {
            var slope = slope(state.sample(), x0, here);
            var first = state.memory().get(0);
            var origin = state.memory().get(1);
            double half = (here - timetable.sigmas()[call - 1]) / 2;
            return new SamplerState(call + 1, mixed(1, mixed(1, origin, half, first), half, slope), x0, List.of());
        }
        double move = timetable.sigmas()[call + 1] - here;
        var slope = slope(state.sample(), x0, here);
        return new SamplerState(
                call + 1,
                mixed(1, state.sample(), move, slope),
                x0,
                isHeun ? List.of(slope, state.sample()) : List.of());
    }

    private static float[] slope(float[] sample, float[] x0, double time) {
        return mixed(1 / time, sample, -1 / time, x0);
    }

    private static float[] mixed(double a, float[] first, double b, float[] second) {
        var mixed = new float[first.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (float) (a * first[i] + b * second[i]);
        }
        return mixed;
    }
}
