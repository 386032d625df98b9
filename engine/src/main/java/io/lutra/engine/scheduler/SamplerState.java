package io.lutra.engine.scheduler;

import java.util.List;

/**
 * How far a picture has come. Immutable; the arrays are shared between states and must not be changed.
 *
 * @param call which entry of the {@link Timetable} comes next
 * @param sample the noisy picture to show the network there (after {@link Sampler#scaleInput})
 * @param denoised the picture without noise as the last answer had it; before the first answer, the sample
 * @param memory what the sampler needs of earlier answers, latest first
 */
public record SamplerState(int call, float[] sample, float[] denoised, List<float[]> memory) {
    /** Copies the list. */
    public SamplerState {
        memory = List.copyOf(memory);
    }

    SamplerState next(float[] sample, float[] denoised, List<float[]> memory) {
        return new SamplerState(call + 1, sample, denoised, memory);
    }
}
