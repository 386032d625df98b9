package io.lutra.engine.scheduler;

/** What a network was trained to answer. {@code x = a x0 + s noise}, with {@code a^2 + s^2 = 1}. */
public enum Prediction {
    /** The noise. */
    EPSILON {
        @Override
        float[] denoised(float[] output, float[] sample, double a, double s) {
            return Mix.of(1 / a, sample, -s / a, output);
        }
    },
    /** {@code a noise - s x0} (Salimans and Ho, arXiv:2202.00512). */
    V_PREDICTION {
        @Override
        float[] denoised(float[] output, float[] sample, double a, double s) {
            return Mix.of(a, sample, -s, output);
        }
    },
    /** The picture. */
    SAMPLE {
        @Override
        float[] denoised(float[] output, float[] sample, double a, double s) {
            return output.clone();
        }
    };

    /** The picture without noise, from the network's answer to {@code sample = a x0 + s noise}. */
    abstract float[] denoised(float[] output, float[] sample, double a, double s);
}
