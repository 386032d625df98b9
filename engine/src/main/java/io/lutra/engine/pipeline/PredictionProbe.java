package io.lutra.engine.pipeline;

import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.denoiser.Conditions;
import io.lutra.engine.tensor.TensorScope;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what a denoiser predicts, where its file does not say, by asking it: at the noisiest step a sample is noise almost
 * alone. A network that predicts the noise must answer the sample itself; one that predicts the velocity (Salimans and Ho,
 * arXiv:2202.00512) answers the picture it has in mind, which has little to do with the sample.
 */
final class PredictionProbe {
    private static final int SIDE = 16;
    private static final int VELOCITY_SIDE = 768;
    private static final int NOISE_SIDE = 512;
    /** Between the two answers' slopes on the sample, 0.07 and 1. */
    private static final double THRESHOLD = 0.5;

    private PredictionProbe() {}

    /** The networks with the prediction that they turn out to be trained for, and the native size that goes with it. */
    static Networks decide(Networks networks, Checkpoint checkpoint) {
        var settings = (ObjectNode) checkpoint.schedule().settings().deepCopy();
        var noise = new GaussianNoise(0);
        float[] sample = noise.next(networks.unet().config().in() * SIDE * SIDE);
        boolean isVelocity = slope(sample, answer(networks, sample, settings)) < THRESHOLD;
        settings.put("prediction_type", isVelocity ? "v_prediction" : "epsilon");
        return new Networks(
                networks.device(),
                networks.texts(),
                networks.unet(),
                networks.codec(),
                Networks.Schedule.of(settings),
                networks.zeroesAbsentText(),
                isVelocity ? VELOCITY_SIDE : NOISE_SIDE,
                networks.shelves());
    }

    private static float[] answer(Networks networks, float[] sample, ObjectNode settings) {
        double last = settings.path("num_train_timesteps").asInt() - 1;
        return TensorScope.run(() -> networks.unet()
                .apply(
                        networks.device()
                                .tensor(sample, 1, networks.unet().config().in(), SIDE, SIDE),
                        Conditions.of(
                                new double[] {last},
                                networks.unet()
                                        .read(TextCondition.of(networks, "", 0).states())))
                .toFloats());
    }

    /** The answer's regression on the sample; the latents come first where there are more channels. */
    static double slope(float[] sample, float[] answer) {
        double products = 0;
        double squares = 0;
        for (int i = 0; i < answer.length; i++) {
            products += (double) sample[i] * answer[i];
            squares += (double) sample[i] * sample[i];
        }
        return products / squares;
    }
}
