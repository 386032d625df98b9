package io.lutra.engine.sketch.sight;

import io.lutra.engine.sketch.library.Figure;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.paint.Recolouring;
import io.lutra.engine.sketch.paint.Sprite;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

/**
 * Points of a drawing to be looked for in a picture.
 *
 * @param x of each point, in the drawing's square
 * @param y likewise
 * @param rgb its colour, three levels a point
 */
public record Probe(float[] x, float[] y, float[] rgb) {
    /** The least part of a drawing that must be in sight. */
    private static final double IN_SIGHT = .35;

    private static final int FIRST_LOOK = 24;
    /** The mean square of a channel, in levels, below which it says nothing of the light. */
    private static final double DIM = 50 * 50;

    private static final double BIN = .04;
    private static final int BINS = 30;
    /** The square of the difference, in levels, from which on colours do not agree. */
    private static final double TOLERANCE = 30 * 30;

    /**
     * Points of a drawing.
     *
     * @param side into how many rows and columns its square is divided
     * @param most how many points at most; spread over all that is drawn
     */
    static Probe of(Library library, Look look, int side, int most) {
        var sprite = Sprite.of(
                library.artwork(look.figure()),
                AffineTransform.getScaleInstance(side, side),
                new Rectangle2D.Double(0, 0, side, side));
        look.colour().ifPresent(colour -> colour.apply(sprite.pixels()));
        int width = sprite.image().getWidth();
        var solid = new int[sprite.pixels().length];
        int count = 0;
        for (int i = 0; i < solid.length; i++) {
            if (sprite.pixels()[i] >>> 24 > 230) {
                solid[count++] = i;
            }
        }
        int points = Math.min(most, count);
        var x = new float[points];
        var y = new float[points];
        var rgb = new float[points * 3];
        for (int k = 0; k < points; k++) {
            long place = (long) ((k * GOLDEN) % 1 * points);
            int i = solid[(int) (place * count / points)];
            int row = i / width;
            x[k] = (sprite.x() + i % width + .5f) / side;
            y[k] = (sprite.y() + row + .5f) / side;
            rgb[k * 3] = (sprite.pixels()[i] >> 16) & 255;
            rgb[k * 3 + 1] = (sprite.pixels()[i] >> 8) & 255;
            rgb[k * 3 + 2] = sprite.pixels()[i] & 255;
        }
        return new Probe(x, y, rgb);
    }

    /** A drawing and the colour in which it may have been painted. */
    public record Look(Figure figure, Optional<Recolouring> colour) {}

    /** Any stretch of such multiples' fractions is evenly spread: the first points already cover the drawing. */
    private static final double GOLDEN = 0.6180339887498949;

    /**
     * How alike picture and drawing are, from -1 to 1, whatever the strength and tint of the light; -1 if too little is in sight.
     *
     * @param place from the drawing's square to pixels of the thumb
     * @param enough a likeness of the first points below which no more of them are looked at
     */
    double likeness(Thumb thumb, Place place, double enough) {
        var sums = new Sums();
        int n = x.length;
        int first = Math.min(n, FIRST_LOOK);
        sums.add(this, thumb, place, 0, first);
        if (first < n) {
            if (sums.likeness() < enough) {
                return -1;
            }
            sums.add(this, thumb, place, first, n);
        }
        return sums.count < n * IN_SIGHT ? -1 : sums.likeness();
    }

    /**
     * By what the picture's light multiplies the drawing's colours, red, green and blue: the most frequent ratio, so that what
     * hides a part of the drawing does not count.
     */
    double[] light(Thumb thumb, Place place) {
        var counts = new double[3][BINS + 1];
        for (int k = 0; k < x.length; k++) {
            int at = place.pixel(x[k], y[k], thumb);
            for (int c = 0; c < 3 && at >= 0; c++) {
                double own = rgb[k * 3 + c];
                double bin = thumb.rgb()[at * 3 + c] / own / BIN;
                if (own > 50 && bin < BINS) {
                    counts[c][(int) bin] += own;
                }
            }
        }
        var light = new double[3];
        for (int c = 0; c < 3; c++) {
            int peak = 0;
            for (int bin = 0; bin < BINS; bin++) {
                if (counts[c][bin] + counts[c][bin + 1] > counts[c][peak] + counts[c][peak + 1]) {
                    peak = bin;
                }
            }
            double low = counts[c][peak];
            double high = counts[c][peak + 1];
            light[c] = low + high == 0 ? 1 : BIN * (peak + .5 + high / (low + high));
        }
        return light;
    }

    /**
     * Which part of the points in sight has the drawing's colours in that light, to 1: nothing else that hides a part of it, and no
     * chance likeness in tone, counts. 0 if too little is in sight.
     */
    double agreement(Thumb thumb, Place place, double[] light) {
        double sum = 0;
        int inSight = 0;
        for (int k = 0; k < x.length; k++) {
            int at = place.pixel(x[k], y[k], thumb);
            if (at >= 0) {
                double square = 0;
                for (int c = 0; c < 3; c++) {
                    double miss = thumb.rgb()[at * 3 + c] - Math.min(255, rgb[k * 3 + c] * light[c]);
                    square += miss * miss;
                }
                sum += Math.max(0, 1 - square / TOLERANCE);
                inSight++;
            }
        }
        return inSight < x.length * IN_SIGHT ? 0 : sum / inSight;
    }

    /**
     * How much of the drawing's own contrast is in the part that agrees, to 1: a flat part of it agrees with anything flat. 0 if
     * nothing agrees.
     */
    double evidence(Thumb thumb, Place place, double[] light) {
        double[] all = new double[7];
        double[] agreeing = new double[7];
        for (int k = 0; k < x.length; k++) {
            tally(k, all);
            int at = place.pixel(x[k], y[k], thumb);
            if (at >= 0) {
                double square = 0;
                for (int c = 0; c < 3; c++) {
                    double miss = thumb.rgb()[at * 3 + c] - Math.min(255, rgb[k * 3 + c] * light[c]);
                    square += miss * miss;
                }
                if (square < TOLERANCE) {
                    tally(k, agreeing);
                }
            }
        }
        return agreeing[6] == 0 ? 0 : spread(agreeing) / Math.max(1, spread(all));
    }

    private void tally(int k, double[] sums) {
        for (int c = 0; c < 3; c++) {
            sums[c] += rgb[k * 3 + c];
            sums[c + 3] += rgb[k * 3 + c] * rgb[k * 3 + c];
        }
        sums[6]++;
    }

    private static double spread(double[] sums) {
        double variance = 0;
        for (int c = 0; c < 3; c++) {
            double mean = sums[c] / sums[6];
            variance += sums[c + 3] / sums[6] - mean * mean;
        }
        return Math.sqrt(Math.max(0, variance));
    }

    /**
     * From a drawing's square to pixels.
     *
     * @param x where the square's middle comes to lie
     * @param y likewise
     * @param side of the square
     * @param tilt in radians, clockwise
     * @param mirrored whether left and right are exchanged
     */
    public record Place(double x, double y, double side, double tilt, boolean mirrored) {
        Place scaled(double by) {
            return new Place(x * by, y * by, side * by, tilt, mirrored);
        }

        /** The known pixel that a point of the drawing comes to lie on, or -1. */
        int pixel(double u, double v, Thumb thumb) {
            double across = (mirrored ? .5 - u : u - .5) * side;
            double down = (v - .5) * side;
            double cos = Math.cos(tilt);
            double sin = Math.sin(tilt);
            int px = (int) Math.floor(x + across * cos - down * sin);
            int py = (int) Math.floor(y + across * sin + down * cos);
            if (px < 0 || py < 0 || px >= thumb.width() || py >= thumb.height()) {
                return -1;
            }
            int at = py * thumb.width() + px;
            return thumb.known()[at] ? at : -1;
        }

        /** From the unit square of the drawing to pixels. */
        public AffineTransform transform() {
            var transform = AffineTransform.getTranslateInstance(x, y);
            transform.rotate(tilt);
            transform.scale(mirrored ? -side : side, side);
            transform.translate(-.5, -.5);
            return transform;
        }
    }

    private static final class Sums {
        private final double[] own = new double[3];
        private final double[] other = new double[3];
        private final double[] ownSquares = new double[3];
        private final double[] otherSquares = new double[3];
        private final double[] products = new double[3];
        private int count;

        void add(Probe probe, Thumb thumb, Place place, int from, int to) {
            double cos = Math.cos(place.tilt) * place.side;
            double sin = Math.sin(place.tilt) * place.side;
            for (int k = from; k < to; k++) {
                double u = place.mirrored ? .5 - probe.x[k] : probe.x[k] - .5;
                double v = probe.y[k] - .5;
                int px = (int) Math.floor(place.x + u * cos - v * sin);
                int py = (int) Math.floor(place.y + u * sin + v * cos);
                if (px < 0 || py < 0 || px >= thumb.width() || py >= thumb.height()) {
                    continue;
                }
                int at = py * thumb.width() + px;
                if (!thumb.known()[at]) {
                    continue;
                }
                count++;
                for (int c = 0; c < 3; c++) {
                    double a = probe.rgb[k * 3 + c];
                    double b = thumb.rgb()[at * 3 + c];
                    own[c] += a;
                    other[c] += b;
                    ownSquares[c] += a * a;
                    otherSquares[c] += b * b;
                    products[c] += a * b;
                }
            }
        }

        /** The mean of the correlation and of how nearly what is seen is the drawing in some plausible light. */
        double likeness() {
            double correlation = correlation();
            return correlation < 0 ? correlation : (correlation + fit()) / 2;
        }

        /** 1 for the drawing's very colours in some light, falling to 0 with the difference; 0 if no light is like that. */
        private double fit() {
            double residue = 0;
            double weakest = Double.MAX_VALUE;
            double strongest = 0;
            for (int c = 0; c < 3; c++) {
                double gain = products[c] / Math.max(1, ownSquares[c]);
                residue += otherSquares[c] - gain * products[c];
                if (ownSquares[c] > DIM * count) {
                    weakest = Math.min(weakest, gain);
                    strongest = Math.max(strongest, gain);
                }
            }
            double rms = Math.sqrt(Math.max(0, residue / (3 * count)));
            return strongest > 1.15 || weakest < .55 * strongest ? 0 : Math.max(0, 1 - rms / 60);
        }

        double correlation() {
            if (count < 6) {
                return -1;
            }
            double together = 0;
            double alone = 0;
            double there = 0;
            for (int c = 0; c < 3; c++) {
                together += products[c] - own[c] * other[c] / count;
                alone += ownSquares[c] - own[c] * own[c] / count;
                there += otherSquares[c] - other[c] * other[c] / count;
            }
            return alone <= 0 || there <= 0 ? -1 : together / Math.sqrt(alone * there);
        }
    }
}
