package io.lutra.engine.scheduler;

import java.util.List;
import java.util.function.Supplier;

/** Euler's method with fresh noise at every step: down further than needed, then up again (k-diffusion's euler_ancestral). */
final class EulerAncestralSampler implements Sampler {
    private final SigmaTable table;

    EulerAncestralSampler(SchedulerConfig config, SamplerSettings settings) {
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
        double from = table.sigma(state.call());
        double to = table.sigma(state.call() + 1);
        double up = Math.sqrt(to * to * (from * from - to * to) / (from * from));
        double down = Math.sqrt(to * to - up * up);
        float[] x0 = table.denoised(output, state.sample(), from);
        float[] sample = Mix.of(down / from, state.sample(), 1 - down / from, x0, up, noise.get());
        return state.next(sample, x0, List.of());
    }
}
