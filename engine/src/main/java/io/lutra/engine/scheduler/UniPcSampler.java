package io.lutra.engine.scheduler;

import java.util.List;
import java.util.function.Supplier;

/**
 * UniPC of order 2 at most, on predictions of the picture, variant B2 (Zhao et al., arXiv:2302.04867, algorithms 5 and 6):
 * each answer first corrects the step that led to it, then predicts the next.
 */
final class UniPcSampler implements Sampler {
    private final SchedulerConfig config;
    private final SolverTable table;

    UniPcSampler(SchedulerConfig config, SamplerSettings settings) {
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

    /** The memory is: the sample that the last step started from, then the pictures seen, latest first. */
    @Override
    public SamplerState step(SamplerState state, float[] output, Supplier<float[]> noise) {
        int call = state.call();
        float[] x0 = table.denoised(output, state);
        var memory = state.memory();
        float[] sample = memory.isEmpty() ? state.sample() : corrected(call, x0, memory);
        boolean isFirstOrder = memory.isEmpty()
                || config.solverOrder() == 1
                || (config.isLowerOrderFinal() && call == table.calls() - 1);
        float[] next = isFirstOrder
                ? moved(call, sample, x0)
                : Mix.of(
                        1,
                        moved(call, sample, x0),
                        scale(call) / 2 / ratio(call, call - 1),
                        Mix.of(1, memory.get(1), -1, x0));
        return state.next(next, x0, memory.isEmpty() ? List.of(sample, x0) : List.of(sample, x0, memory.get(1)));
    }

    /** The step into {@code call}, taken again now that its end has been seen. */
    private float[] corrected(int call, float[] x0, List<float[]> memory) {
        float[] origin = memory.get(0);
        float[] before = memory.get(1);
        float[] plain = moved(call - 1, origin, before);
        float[] change = Mix.of(1, x0, -1, before);
        if (memory.size() == 2 || config.solverOrder() == 1) {
            return Mix.of(1, plain, scale(call - 1) / 2, change);
        }
        double hh = -h(call - 1);
        double phi = Math.expm1(hh);
        double first = (phi / hh - 1) / phi;
        double second = ((phi / hh - 1) / hh - 0.5) * 2 / phi;
        double ratio = ratio(call - 1, call - 2);
        double older = (first - second) / (1 - ratio);
        float[] trend = Mix.of(1 / ratio, memory.get(2), -1 / ratio, before);
        double scale = scale(call - 1);
        return Mix.of(1, plain, scale * older, trend, scale * (first - older), change);
    }

    private double h(int call) {
        return table.lambda(call + 1) - table.lambda(call);
    }

    /** How far back an earlier call is, in steps of this call; negative. */
    private double ratio(int call, int earlier) {
        return (table.lambda(earlier) - table.lambda(call)) / h(call);
    }

    /** What a difference of pictures weighs in the step after a call. */
    private double scale(int call) {
        return -table.a(call + 1) * Math.expm1(-h(call));
    }

    /** The step after a call as if the picture stayed what it is. */
    private float[] moved(int call, float[] sample, float[] x0) {
        return Mix.of(table.s(call + 1) / table.s(call), sample, scale(call), x0);
    }
}
