package io.lutra.engine.pipeline;

/**
 * Classifier-free guidance (Ho and Salimans, arXiv:2207.12598).
 *
 * @param scale how far to go from the answer without the prompt through the one with it; 1 or less turns it off
 * @param rescale share by which the deviation of the guided answer is brought back to that of the answer with the prompt, 0
 *     to 1 (Lin et al., arXiv:2305.08891, section 3.4)
 */
record Guidance(double scale, double rescale) {
    boolean isOn() {
        return scale > 1;
    }

    float[] mix(float[] without, float[] with) {
        var guided = new float[with.length];
        for (int i = 0; i < guided.length; i++) {
            guided[i] = (float) (without[i] + scale * ((double) with[i] - without[i]));
        }
        if (rescale > 0) {
            double factor = rescale * deviation(with) / deviation(guided) + (1 - rescale);
            for (int i = 0; i < guided.length; i++) {
                guided[i] *= (float) factor;
            }
        }
        return guided;
    }

    private static double deviation(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        return Math.sqrt((squares - sum * sum / values.length) / (values.length - 1));
    }
}
