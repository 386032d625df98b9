package io.lutra.engine.scheduler;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The noise levels that a network was trained at (Ho et al., arXiv:2006.11239, section 2).
 *
 * @param alphaBar by training step, falling; owned, not to be changed
 */
record NoiseSchedule(double[] alphaBar) {
    /** Where Euler's sigma would be infinite (zero terminal SNR), diffusers takes this instead of 0. */
    private static final double SMALLEST_ALPHA_BAR = 0x1p-24;

    private static final double KARRAS_RHO = 7;

    /** How beta, the variance added at a training step, grows. */
    enum BetaSchedule {
        LINEAR,
        SCALED_LINEAR,
        SQUAREDCOS_CAP_V2;

        double[] betas(int count, double start, double end) {
            return switch (this) {
                case LINEAR -> line(start, end, count);
                case SCALED_LINEAR ->
                    Arrays.stream(line(Math.sqrt(start), Math.sqrt(end), count))
                            .map(root -> root * root)
                            .toArray();
                // Nichol and Dhariwal, arXiv:2102.09672, equation 17
                case SQUAREDCOS_CAP_V2 ->
                    IntStream.range(0, count)
                            .mapToDouble(i ->
                                    Math.min(1 - cosine((i + 1.0) / count) / cosine((double) i / count), 0.999))
                            .toArray();
            };
        }

        private static double cosine(double t) {
            return Math.pow(Math.cos((t + 0.008) / 1.008 * Math.PI / 2), 2);
        }
    }

    /** Rounded to fp32 as the reference rounds: near {@code t = 0}, {@code 1 - alphaBar} is little more than rounding. */
    static NoiseSchedule of(double[] betas) {
        var alphaBar = new double[betas.length];
        float product = 1;
        for (int t = 0; t < betas.length; t++) {
            product *= 1 - (float) betas[t];
            alphaBar[t] = product;
        }
        return new NoiseSchedule(alphaBar);
    }

    /** Shifted so that the last step is noise alone (Lin et al., arXiv:2305.08891, algorithm 1). */
    NoiseSchedule withZeroTerminalSnr() {
        double first = Math.sqrt(alphaBar[0]);
        double last = Math.sqrt(alphaBar[alphaBar.length - 1]);
        return new NoiseSchedule(Arrays.stream(alphaBar)
                .map(value -> Math.pow((Math.sqrt(value) - last) * first / (first - last), 2))
                .toArray());
    }

    /** Kept away from 0, for samplers that divide by it. */
    NoiseSchedule withFiniteSigmas() {
        double[] finite = alphaBar.clone();
        finite[finite.length - 1] = Math.max(finite[finite.length - 1], SMALLEST_ALPHA_BAR);
        return new NoiseSchedule(finite);
    }

    int length() {
        return alphaBar.length;
    }

    double sigma(int t) {
        return Math.sqrt((1 - alphaBar[t]) / alphaBar[t]);
    }

    /** Sigma at a training step that need not be whole: on the line between its neighbours. */
    double sigmaAt(double t) {
        int low = (int) Math.clamp(Math.floor(t), 0, length() - 1.0);
        int high = Math.min(low + 1, length() - 1);
        double share = Math.clamp(t - low, 0, 1);
        return (1 - share) * sigma(low) + share * sigma(high);
    }

    /** The training step of a sigma: on the line between the logarithms of its neighbours. */
    double timestepOf(double sigma) {
        double log = Math.log(Math.max(sigma, 1e-10));
        int low = 0;
        while (low < length() - 2 && Math.log(sigma(low + 1)) <= log) {
            low++;
        }
        double below = Math.log(sigma(low));
        double above = Math.log(sigma(low + 1));
        return low + Math.clamp((below - log) / (below - above), 0, 1);
    }

    /** Falling from the first to the last, densest at the low end (Karras et al., arXiv:2206.00364, equation 5). */
    static double[] karras(double first, double last, int count) {
        double from = Math.pow(first, 1 / KARRAS_RHO);
        double to = Math.pow(last, 1 / KARRAS_RHO);
        return Arrays.stream(line(0, 1, count))
                .map(share -> Math.pow(from + share * (to - from), KARRAS_RHO))
                .toArray();
    }

    /** Evenly spaced numbers; the first alone if only one is asked for. */
    static double[] line(double first, double last, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> count == 1 ? first : first + (last - first) * i / (count - 1))
                .toArray();
    }
}
