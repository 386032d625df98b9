package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop.Feature;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.util.List;

/** Among the stars, on the moon, or on another planet. */
final class Space implements Scenery {
    private static final List<int[]> VOIDS =
            List.of(new int[] {0x0A0824, 0x1C1448, 0x3A1F66}, new int[] {0x04101F, 0x0B2545, 0x13466B}, new int[] {
                0x120720, 0x3B1149, 0x6B1F5B
            });
    private static final List<Integer> SOILS = List.of(0xC9704F, 0x8F7BC9, 0x5FAF9A);

    private final Setting setting;
    private final Dice dice;
    private final int[] hollow;

    Space(Setting setting, Dice dice) {
        this.setting = setting;
        this.dice = dice;
        this.hollow = VOIDS.get(dice.turn("void", VOIDS.size()));
    }

    private boolean isLanded() {
        return setting.scene() != Scene.SPACE;
    }

    @Override
    public Floor floor() {
        return isLanded() ? new Floor(.68, .76, .92, Floor.Surface.GROUND) : new Floor(1, .25, .82, Floor.Surface.NONE);
    }

    @Override
    public Light light() {
        return new Light(0xF2F0FF, hollow[1], 0x05030F, isLanded() ? .4 : 0);
    }

    @Override
    public List<Prop> props() {
        return List.of();
    }

    @Override
    public void far(Brush brush) {
        var d = brush.dice().fork("stars");
        double w = brush.width();
        double h = brush.height();
        double u = brush.unit();
        brush.band(0, h, hollow);
        for (int i = 0; i < 4; i++) {
            brush.glow(
                    d.unit() * w,
                    d.unit() * h,
                    u * d.between(.3, .6),
                    d.pick(List.of(0xC45BFF, 0x4AA8FF, 0xFF5FA2, 0x36E0C8)),
                    .2);
        }
        int count = (int) (w * h / (u * u) * 130);
        for (int i = 0; i < count; i++) {
            brush.disc(
                    d.unit() * w,
                    d.unit() * h,
                    u * (d.chance(.1) ? .0036 : d.between(.0009, .002)),
                    Tones.color(0xFFF9E6, d.between(.5, 1)));
        }
        for (int i = 0; i < 6; i++) {
            sparkle(brush, d.unit() * w, d.unit() * h, u * d.between(.008, .018));
        }
        var p = brush.dice().fork("planets");
        boolean left = p.chance(.5);
        planet(
                brush,
                p,
                (left ? p.between(.08, .22) : p.between(.78, .92)) * w,
                p.between(.12, .26) * h,
                u * p.between(.08, .13),
                true);
        if (!isLanded()) {
            planet(
                    brush,
                    p,
                    (left ? p.between(.82, .95) : p.between(.05, .18)) * w,
                    p.between(.78, .92) * h,
                    u * p.between(.05, .09),
                    false);
        }
    }

    private static void sparkle(Brush brush, double x, double y, double r) {
        double q = r * .16;
        brush.polygon(
                Tones.color(0xFFFFFF, .9),
                x,
                y - r,
                x + q,
                y - q,
                x + r,
                y,
                x + q,
                y + q,
                x,
                y + r,
                x - q,
                y + q,
                x - r,
                y,
                x - q,
                y - q);
    }

    private static void planet(Brush brush, Dice d, double x, double y, double r, boolean ringed) {
        int colour = Tones.hsl(d.unit(), .6, .6);
        var disc = new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
        brush.fill(disc, y - r, Tones.color(Tones.light(colour, .3)), y + r, Tones.color(Tones.dark(colour, .45)));
        var graphics = brush.graphics();
        var before = graphics.getClip();
        graphics.clip(disc);
        for (int i = 0; i < 3; i++) {
            brush.oval(
                    x + d.around(.5) * r,
                    y + d.between(-.7, .7) * r,
                    r * 1.2,
                    r * .1,
                    Tones.color(Tones.light(colour, .45), .45));
        }
        graphics.setClip(before);
        if (ringed) {
            var ring = AffineTransform.getRotateInstance(-.35, x, y)
                    .createTransformedShape(new Ellipse2D.Double(x - r * 1.7, y - r * .38, r * 3.4, r * .76));
            var old = graphics.getClip();
            var outside =
                    new java.awt.geom.Area(new java.awt.geom.Rectangle2D.Double(0, 0, brush.width(), brush.height()));
            var upper = new java.awt.geom.Area(disc);
            upper.intersect(new java.awt.geom.Area(AffineTransform.getRotateInstance(-.35, x, y)
                    .createTransformedShape(new java.awt.geom.Rectangle2D.Double(x - 2 * r, y - 2 * r, 4 * r, 2 * r))));
            outside.subtract(upper);
            graphics.clip(outside);
            brush.stroke(ring, r * .13, Tones.color(Tones.light(colour, .55), .85));
            graphics.setClip(old);
        }
    }

    @Override
    public void near(Brush brush) {
        if (!isLanded()) {
            return;
        }
        var d = brush.dice().fork("near");
        double h = brush.height();
        double u = brush.unit();
        int soil = setting.scene() == Scene.MOON
                ? 0xC3C5D0
                : setting.has(Feature.RED_SOIL)
                        ? SOILS.getFirst()
                        : dice.fork("soil").pick(SOILS);
        brush.fill(brush.hills(.66 * h, u * .04, 2.2), Tones.color(Tones.dark(soil, .4)));
        brush.fill(
                brush.hills(.72 * h, u * .025, 1.4),
                .7 * h,
                Tones.color(Tones.light(soil, .15)),
                h,
                Tones.color(Tones.dark(soil, .3)));
        for (int i = 0; i < 9; i++) {
            double depth = d.unit();
            double r = u * (.02 + .05 * depth);
            double x = d.unit() * brush.width();
            double y = (.77 + .2 * depth) * h;
            brush.oval(x, y, r, r * .32, Tones.color(Tones.dark(soil, .32)));
            brush.oval(x, y + r * .07, r * .85, r * .24, Tones.color(Tones.dark(soil, .18)));
        }
    }

    @Override
    public void front(Brush brush) {
        var d = brush.dice().fork("front");
        for (int i = 0; i < 3; i++) {
            sparkle(brush, d.unit() * brush.width(), d.unit() * brush.height(), brush.unit() * .012);
        }
    }
}
