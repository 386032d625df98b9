package io.lutra.imaging.inpaint;

/** What is known around a part of a hole. */
final class Ring {
    private static final int COARSE_SIDE = 40;
    private static final int MOST = 2500;
    /** The least part of the ring that must be there twice to be compared. */
    private static final double SEEN = .5;

    private final Plane plane;
    private final int[] pixels;

    /** Takes the known pixels near the part, at most a few thousand of them, evenly. */
    Ring(Plane plane, Part part) {
        this.plane = plane;
        int reach = 3 * Math.max(1, Math.min(plane.width, plane.height) / (2 * COARSE_SIDE));
        var near = part.grown(plane, reach);
        var all = new int[near.length];
        int count = 0;
        for (int i = 0; i < near.length; i++) {
            if (near[i] && !plane.hole[i]) {
                all[count++] = i;
            }
        }
        int stride = Math.max(1, count / MOST);
        pixels = new int[(count + stride - 1) / stride];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = all[k * stride];
        }
    }

    Plane plane() {
        return plane;
    }

    /** The standard deviation of the ring's pixels, in levels. */
    double contrast() {
        double variance = 0;
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double squares = 0;
            for (int i : pixels) {
                sum += plane.rgb[i * 3 + c];
                squares += plane.rgb[i * 3 + c] * plane.rgb[i * 3 + c];
            }
            double mean = sum / Math.max(1, pixels.length);
            variance += squares / Math.max(1, pixels.length) - mean * mean;
        }
        return Math.sqrt(Math.max(0, variance / 3));
    }

    /**
     * How much the ring differs from itself this far away, on either side: the mean square of the difference about its mean, in
     * squared levels; {@link Double#MAX_VALUE} if too little of it is known.
     */
    double difference(int dx, int dy) {
        double variance = 0;
        int sides = 0;
        int seen = 0;
        for (int side = -1; side <= 1; side += 2) {
            double[] sum = new double[3];
            double squares = 0;
            int count = 0;
            for (int i : pixels) {
                int x = i % plane.width + side * dx;
                int y = i / plane.width + side * dy;
                if (x >= 0 && y >= 0 && x < plane.width && y < plane.height && !plane.hole[y * plane.width + x]) {
                    int j = y * plane.width + x;
                    for (int c = 0; c < 3; c++) {
                        double difference = plane.rgb[i * 3 + c] - plane.rgb[j * 3 + c];
                        sum[c] += difference;
                        squares += difference * difference;
                    }
                    count++;
                }
            }
            if (count > 0) {
                double offset = (sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]) / count;
                variance += (squares - offset * .96) / 3;
                sides++;
            }
            seen += count;
        }
        return sides == 0 || seen < pixels.length * SEEN ? Double.MAX_VALUE : variance / seen;
    }
}
