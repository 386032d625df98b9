package io.lutra.engine.scheduler;

/**
 * The noise levels that a sampler visits, one per call of the network.
 *
 * @param timesteps what the network is told, in calls' order; not always whole numbers
 * @param sigmas noise levels in calls' order and the one after the last call; empty for samplers that go by timestep alone
 * @param initialScale what unit noise is multiplied by to become the first sample
 */
public record Timetable(double[] timesteps, double[] sigmas, double initialScale) {
    /** How many times the network is called. */
    public int calls() {
        return timesteps.length;
    }
}
