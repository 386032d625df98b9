package io.lutra.engine.scheduler;

/** Weighted sums of arrays of one length, computed in fp64. */
final class Mix {
    private Mix() {}

    static float[] of(double a, float[] x) {
        var sum = new float[x.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (a * x[i]);
        }
        return sum;
    }

    static float[] of(double a, float[] x, double b, float[] y) {
        var sum = new float[x.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (a * x[i] + b * y[i]);
        }
        return sum;
    }

    static float[] of(double a, float[] x, double b, float[] y, double c, float[] z) {
        var sum = new float[x.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (a * x[i] + b * y[i] + c * z[i]);
        }
        return sum;
    }

    static float[] clamped(float[] x, double range) {
        var clamped = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            clamped[i] = (float) Math.clamp(x[i], -range, range);
        }
        return clamped;
    }
}
