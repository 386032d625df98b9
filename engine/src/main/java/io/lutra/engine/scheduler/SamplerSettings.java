package io.lutra.engine.scheduler;

/**
 * What a request chooses of a sampler.
 *
 * @param steps noise levels to visit, 1 to 1000; some samplers call the network more often
 * @param eta share of fresh noise in DDIM, 0 (none) to 1 (Song et al., arXiv:2010.02502, equation 16)
 * @param flowShift logarithm of the shift of flow matching with dynamic shift, which grows with the picture
 */
public record SamplerSettings(int steps, double eta, double flowShift) {
    /** The most steps that can be asked for. */
    public static final int MAX_STEPS = 1000;

    /** Refuses steps and eta out of range. */
    public SamplerSettings {
        if (steps < 1 || steps > MAX_STEPS) {
            throw new IllegalArgumentException("steps must be 1 to " + MAX_STEPS + ", but is " + steps);
        }
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("eta must be 0 to 1, but is " + eta);
        }
    }

    /** Settings with the given steps and nothing special. */
    public static SamplerSettings of(int steps) {
        return new SamplerSettings(steps, 0, 0);
    }
}
