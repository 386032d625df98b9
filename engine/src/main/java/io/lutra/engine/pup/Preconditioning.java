package io.lutra.engine.pup;

/**
 * How the network's numbers become a picture at a time, so that its inputs and what it must answer have unit variance (Karras
 * et al., arXiv:2206.00364, table 1, on straight paths): {@code x0 = skip x + out network(in x)}.
 */
record Preconditioning(double skip, double out, double in) {
    /**
     * The factors at a time.
     *
     * @param deviation of the pixels of pictures
     */
    static Preconditioning at(double time, double deviation) {
        double variance = Math.pow((1 - time) * deviation, 2) + time * time;
        return new Preconditioning(
                (1 - time) * deviation * deviation / variance,
                time * deviation / Math.sqrt(variance),
                1 / Math.sqrt(variance));
    }
}
