package io.lutra.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

/** How close numbers must come to the reference. */
public final class Closeness {
    private Closeness() {}

    /** No number may differ by more. */
    public static void assertWithin(String what, float[] actual, float[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) actual[i] - expected[i]);
            worst = difference <= worst ? worst : difference; // a NaN stays
        }
        assertThat(worst).as("largest difference of " + what).isLessThanOrEqualTo(tolerance);
    }

    /** The length of the difference relative to the length of what is expected. */
    public static void assertRelative(String what, float[] actual, float[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            error += Math.pow((double) actual[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        assertThat(Math.sqrt(error / norm)).as("relative error of " + what).isLessThanOrEqualTo(tolerance);
    }

    /** The largest absolute number. */
    public static double largest(float[] numbers) {
        double largest = 0;
        for (float number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest;
    }
}
