package io.lutra.engine.scheduler;

import java.util.List;
import java.util.function.Supplier;

/**
 * Turns the network's answers into a picture, noise level by noise level. Immutable, safe to share between pictures and
 * threads: what belongs to one picture is its {@link SamplerState}.
 */
public interface Sampler {
    /** When the network is called. */
    Timetable timetable();

    /** The sample as the network wants it at its call. */
    default float[] scaleInput(SamplerState state) {
        return state.sample();
    }

    /**
     * The state after the network has answered.
     *
     * @param output the network's answer to {@link #scaleInput}, after guidance
     * @param noise unit normal noise of the sample's length, asked for once if this sampler adds noise at this call
     */
    SamplerState step(SamplerState state, float[] output, Supplier<float[]> noise);

    /** A picture with the noise that belongs to a call: where repainting and variations begin. */
    float[] addNoise(float[] picture, float[] noise, int call);

    /** The state before the network's call {@code call}; 0 to begin from noise. */
    default SamplerState start(int call, float[] sample) {
        if (call < 0 || call >= timetable().calls()) {
            throw new IllegalArgumentException(
                    "call " + call + " of " + timetable().calls());
        }
        return new SamplerState(call, sample, sample, List.of());
    }
}
