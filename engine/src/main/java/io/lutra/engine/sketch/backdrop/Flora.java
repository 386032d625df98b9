package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Tones;
import java.awt.geom.Path2D;
import java.util.List;

/** Plants, small and plain. Sizes are heights in pixels; the base is where they grow. */
final class Flora {
    private static final List<Integer> PETALS = List.of(0xFF6B8B, 0xFFD166, 0xFFFFFF, 0xC792EA, 0xFF9F68, 0x7BB8FF);

    private Flora() {}

    static void tuft(Brush brush, Dice dice, double x, double base, double size, int rgb) {
        int blades = 4 + dice.below(3);
        for (int i = 0; i < blades; i++) {
            double t = (i + .5) / blades * 2 - 1;
            double tip = x + t * size * .7 + dice.around(.1) * size;
            double high = size * dice.between(.6, 1) * (1 - .35 * Math.abs(t));
            var blade = new Path2D.Double();
            blade.moveTo(x + t * size * .25 - size * .07, base);
            blade.quadTo(x + t * size * .25, base - high * .6, tip, base - high);
            blade.quadTo(x + t * size * .25 + size * .1, base - high * .4, x + t * size * .25 + size * .07, base);
            blade.closePath();
            brush.fill(blade, Tones.color(Tones.mix(rgb, i % 2 == 0 ? 0xFFFFFF : 0x0E4020, .12)));
        }
    }

    static void flower(Brush brush, Dice dice, double x, double base, double size, int stem) {
        double top = base - size;
        brush.line(x, base, x + dice.around(.1) * size, top, size * .07, Tones.color(stem));
        int petal = dice.pick(PETALS);
        double r = size * .17;
        for (int i = 0; i < 5; i++) {
            double a = i * Math.TAU / 5 + .3;
            brush.disc(x + Math.cos(a) * r, top + Math.sin(a) * r, r * .82, Tones.color(petal));
        }
        brush.disc(x, top, r * .62, Tones.color(petal == 0xFFD166 ? 0xB5651D : 0xFFC93C));
    }

    static void tree(Brush brush, Dice dice, double x, double base, double size, int leaf) {
        brush.box(
                x - size * .045,
                base - size * .42,
                size * .09,
                size * .42,
                size * .03,
                Tones.color(Tones.mix(0x7A5238, leaf, .15)));
        double r = size * .24;
        brush.disc(x - r * .75, base - size * .5, r * .8, Tones.color(Tones.dark(leaf, .12)));
        brush.disc(x + r * .75, base - size * .5, r * .85, Tones.color(Tones.dark(leaf, .1)));
        brush.disc(x, base - size * .68, r * 1.1, Tones.color(leaf));
        brush.disc(x - r * .35, base - size * .74, r * .5, Tones.color(Tones.light(leaf, .15), .6));
    }

    static void pine(Brush brush, double x, double base, double size, int leaf) {
        brush.box(
                x - size * .04, base - size * .16, size * .08, size * .16, Tones.color(Tones.mix(0x6B4A35, leaf, .25)));
        for (int i = 0; i < 3; i++) {
            double low = base - size * (.1 + i * .24);
            double half = size * (.27 - i * .06);
            brush.polygon(
                    Tones.color(Tones.mix(leaf, i == 2 ? 0xFFFFFF : 0x0B2A20, i == 2 ? .12 : .12 - i * .06)),
                    x - half,
                    low,
                    x + half,
                    low,
                    x,
                    low - size * .42);
        }
    }

    static void bush(Brush brush, Dice dice, double x, double base, double size, int leaf) {
        for (int i = -1; i <= 1; i++) {
            double r = size * (i == 0 ? .6 : .45) * dice.between(.9, 1.1);
            brush.disc(x + i * size * .55, base - r * .6, r, Tones.color(Tones.dark(leaf, i == 0 ? .04 : .12)));
        }
        brush.box(x - size, base - size * .3, size * 2, size * .3, size * .15, Tones.color(Tones.dark(leaf, .1)));
    }

    static void palm(Brush brush, double x, double base, double size, boolean left) {
        double lean = left ? -.18 : .18;
        var trunk = new Path2D.Double();
        double tipX = x + lean * size;
        double tipY = base - size * .78;
        trunk.moveTo(x - size * .045, base);
        trunk.quadTo(x - size * .02, base - size * .45, tipX - size * .02, tipY);
        trunk.lineTo(tipX + size * .025, tipY);
        trunk.quadTo(x + size * .05, base - size * .45, x + size * .045, base);
        trunk.closePath();
        brush.fill(trunk, Tones.color(0xA9744F));
        double[] angles = {-2.9, -2.35, -1.75, -1.2, -.65, -.1};
        for (int i = 0; i < angles.length; i++) {
            double reach = size * .42;
            double ex = tipX + Math.cos(angles[i]) * reach;
            double ey = tipY + Math.sin(angles[i]) * reach * .5 + size * .16;
            double cx = tipX + Math.cos(angles[i]) * reach * .55;
            double cy = tipY + Math.sin(angles[i]) * reach * .75 - size * .06;
            var frond = new Path2D.Double();
            frond.moveTo(tipX, tipY);
            frond.quadTo(cx, cy - size * .05, ex, ey);
            frond.quadTo(cx, cy + size * .07, tipX, tipY);
            frond.closePath();
            brush.fill(frond, Tones.color(i % 2 == 0 ? 0x3FA34D : 0x57B35E));
        }
    }

    static void rock(Brush brush, Dice dice, double x, double base, double size, int rgb) {
        double skew = dice.between(-.2, .2) * size;
        brush.polygon(
                Tones.color(rgb),
                x - size,
                base,
                x - size * .6 + skew,
                base - size * .6,
                x + size * .1 + skew,
                base - size * .8,
                x + size * .8,
                base - size * .35,
                x + size,
                base);
        brush.polygon(
                Tones.color(Tones.light(rgb, .2)),
                x - size * .6 + skew,
                base - size * .6,
                x + size * .1 + skew,
                base - size * .8,
                x + size * .05,
                base - size * .45,
                x - size * .5,
                base - size * .4);
    }
}
