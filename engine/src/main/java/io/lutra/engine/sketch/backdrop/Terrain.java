package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Tones;
import java.awt.geom.Path2D;

/** Parts of landscapes: mountains, woods, falling and running water, paths. Heights are in pixels, downwards. */
final class Terrain {
    private Terrain() {}

    /** A chain of snowy peaks along a line. */
    static void range(Brush brush, Dice d, double base, double high, int rgb) {
        double x = -d.between(.05, .25) * brush.width();
        while (x < brush.width()) {
            double half = high * d.between(.75, 1.25);
            double top = base - high * d.between(.6, 1.1);
            double mid = x + half;
            peak(brush, d, mid, top, half, base + high, rgb);
            x += half * 1.25;
        }
    }

    private static void peak(Brush brush, Dice d, double x, double top, double half, double foot, int rgb) {
        brush.polygon(Tones.color(rgb), x - half * 1.2, foot, x, top, x + half * 1.2, foot);
        brush.polygon(
                Tones.color(Tones.dark(rgb, .14)),
                x,
                top,
                x + half * 1.2,
                foot,
                x + half * .1,
                foot,
                x - half * .12,
                top + (foot - top) * .45,
                x + half * .08,
                top + (foot - top) * .22);
        double snow = (foot - top) * d.between(.13, .18);
        double slope = half * 1.2 / (foot - top);
        brush.polygon(
                Tones.color(Tones.mix(rgb, 0xFFFFFF, .85)),
                x - snow * slope,
                top + snow,
                x,
                top,
                x + snow * slope,
                top + snow,
                x + snow * slope * .4,
                top + snow * .78,
                x,
                top + snow * 1.15,
                x - snow * slope * .45,
                top + snow * .8);
    }

    /** A wood seen from afar. */
    static void treeline(Brush brush, Dice d, double base, double size, int rgb) {
        for (double x = -size * .2; x < brush.width() + size * .3; x += size * d.between(.24, .4)) {
            double s = size * d.between(.7, 1.15);
            if (d.chance(.6)) {
                Flora.pine(brush, x, base, s, rgb);
            } else {
                Flora.tree(brush, d, x, base, s, rgb);
            }
        }
    }

    /** Water that falls over a cliff, with spray at its foot. */
    static void waterfall(Brush brush, Dice d, double x, double top, double foot, int rock) {
        double half = brush.unit() * d.between(.09, .12);
        double u = brush.unit();
        for (int side = -1; side <= 1; side += 2) {
            var cliff = new Path2D.Double();
            cliff.moveTo(x + side * half * .85, foot);
            cliff.lineTo(x + side * half * .7, top);
            double edge = x + side * half;
            for (int i = 1; i <= 6; i++) {
                edge += side * half * d.between(.35, .6);
                cliff.lineTo(edge, top + u * .02 + (foot - top) * i * i / 40.0 + d.around(.012) * u);
            }
            cliff.lineTo(edge + side * half * .3, foot);
            cliff.closePath();
            brush.fill(cliff, top, Tones.color(Tones.light(rock, .12)), foot, Tones.color(Tones.dark(rock, .35)));
        }
        var sheet = new Path2D.Double();
        sheet.moveTo(x - half * .75, top);
        sheet.curveTo(x - half * .5, top - u * .012, x + half * .5, top - u * .012, x + half * .75, top);
        sheet.lineTo(x + half * .95, foot);
        sheet.lineTo(x - half * .95, foot);
        sheet.closePath();
        brush.fill(sheet, top, Tones.color(0xDDF3FF), foot, Tones.color(0x9AD4F0));
        for (int i = 0; i < 22; i++) {
            double t = d.between(-.8, .8);
            double from = top + (foot - top) * d.between(.0, .6);
            brush.line(
                    x + half * t * .8,
                    from,
                    x + half * t * .92,
                    from + (foot - top) * d.between(.15, .4),
                    u * d.between(.003, .008),
                    Tones.color(d.chance(.6) ? 0xFFFFFF : 0x7FC4E8, .75));
        }
        for (int i = 0; i < 16; i++) {
            brush.disc(
                    x + half * d.between(-1.25, 1.25),
                    foot - u * d.between(-.012, .02),
                    u * d.between(.012, .032),
                    Tones.color(0xFFFFFF, .5));
        }
    }

    /** A band that winds from the front to the horizon, getting narrower: a path or a river. */
    static void winding(Brush brush, Dice d, double horizon, int rgb, int edge) {
        double h = brush.height();
        double w = brush.width();
        double u = brush.unit();
        double end = w * d.between(.35, .65);
        double start = w * d.between(.3, .7);
        double bend = (d.chance(.5) ? 1 : -1) * u * d.between(.12, .2);
        for (int layer = 0; layer < 2; layer++) {
            double grow = layer == 0 ? 1.22 : 1;
            var left = new Path2D.Double();
            int steps = 28;
            var points = new double[2 * (steps + 1)][2];
            for (int i = 0; i <= steps; i++) {
                double t = (double) i / steps;
                double depth = t * t;
                double y = horizon + (h * 1.02 - horizon) * depth;
                double x = end + (start - end) * t + bend * Math.sin(t * 5.2) * (.25 + t * .75);
                double half = u * (.006 + .13 * depth) * grow;
                points[i] = new double[] {x - half, y};
                points[2 * steps + 1 - i] = new double[] {x + half, y};
            }
            left.moveTo(points[0][0], points[0][1]);
            for (int i = 1; i < points.length; i++) {
                left.lineTo(points[i][0], points[i][1]);
            }
            left.closePath();
            brush.fill(
                    left,
                    horizon,
                    Tones.color(layer == 0 ? edge : Tones.light(rgb, .15)),
                    h,
                    Tones.color(layer == 0 ? edge : rgb));
        }
    }

    /** Still water in the middle distance. */
    static void lake(Brush brush, Dice d, double horizon, Palette palette) {
        double u = brush.unit();
        double y = horizon + u * .055;
        double x = brush.width() * d.between(.35, .65);
        double half = brush.width() * d.between(.36, .46);
        brush.oval(x, y + u * .004, half * 1.03, u * .042, Tones.color(Tones.dark(palette.ground(), .18)));
        brush.oval(x, y, half, u * .036, Tones.color(Tones.mix(palette.water(), palette.skyLow(), .35)));
        for (int i = 0; i < 8; i++) {
            brush.oval(
                    x + half * d.between(-.7, .7),
                    y + u * d.between(-.02, .02),
                    u * d.between(.015, .05),
                    u * .0022,
                    Tones.color(Tones.light(palette.skyLow(), .5), .6));
        }
    }
}
