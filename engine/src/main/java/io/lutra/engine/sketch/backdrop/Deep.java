package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Under the surface of the sea: light from above, bubbles, weeds and corals on the sand. */
final class Deep implements Scenery {
    private static final List<int[]> WATERS =
            List.of(new int[] {0x7FE3E8, 0x22A7C9, 0x0B5C93}, new int[] {0x8BD8FF, 0x2F8FD8, 0x173F8F}, new int[] {
                0x9AF0D8, 0x2BB5A9, 0x0A5A78
            });

    private final Palette palette;
    private final Dice dice;
    private final int[] water;

    Deep(Palette palette, Dice dice) {
        this.palette = palette;
        this.dice = dice;
        var tone = WATERS.get(dice.turn("water", WATERS.size())).clone();
        for (int i = 0; i < tone.length; i++) {
            tone[i] = Tones.multiply(tone[i], palette.light().colour());
        }
        this.water = tone;
    }

    @Override
    public Floor floor() {
        return new Floor(.8, .3, .84, Floor.Surface.NONE);
    }

    @Override
    public Light light() {
        return new Light(Tones.mix(0xFFFFFF, water[1], .16), water[1], 0x06304F, 0);
    }

    @Override
    public List<Prop> props() {
        var d = dice.fork("props");
        var props = new ArrayList<Prop>();
        props.add(new Prop("coral", d.between(.04, .16), .97, d.between(.16, .24), .12));
        props.add(new Prop("coral", d.between(.84, .96), .985, d.between(.12, .2), .05));
        if (d.chance(.6)) {
            props.add(new Prop(d.pick(List.of("spiral-shell", "rock", "oyster")), d.between(.3, .7), .985, .07, .05));
        }
        return props;
    }

    @Override
    public void far(Brush brush) {
        brush.band(0, brush.height(), water);
        var d = brush.dice().fork("rays");
        double w = brush.width();
        double h = brush.height();
        for (int i = 0; i < 5; i++) {
            double x = (i + d.unit()) / 5 * w * 1.1;
            double wide = w * d.between(.03, .09);
            double slant = w * d.between(-.22, -.1);
            var ray = new Path2D.Double();
            ray.moveTo(x, 0);
            ray.lineTo(x + wide, 0);
            ray.lineTo(x + wide * 2.2 + slant, h * .85);
            ray.lineTo(x + slant - wide, h * .85);
            ray.closePath();
            brush.fill(ray, 0, Tones.color(0xFFFFFF, .26), h * .85, Tones.color(0xFFFFFF, 0));
        }
        brush.fill(brush.hills(h * .82, brush.unit() * .06, 2.1), Tones.color(Tones.dark(water[1], .28), .7));
    }

    @Override
    public void near(Brush brush) {
        var d = brush.dice().fork("near");
        double u = brush.unit();
        double h = brush.height();
        int sand = Tones.mix(Tones.multiply(0xF2DDA4, palette.light().colour()), water[1], .3);
        brush.fill(
                brush.hills(h * .92, u * .02, 1.7),
                h * .88,
                Tones.color(Tones.light(sand, .15)),
                h,
                Tones.color(Tones.dark(sand, .15)));
        for (int i = 0; i < 9; i++) {
            boolean left = d.chance(.5);
            double x = (left ? d.unit() * .3 : 1 - d.unit() * .3) * brush.width();
            weed(
                    brush,
                    d,
                    x,
                    h * d.between(.94, 1),
                    u * d.between(.12, .3),
                    Tones.mix(d.pick(List.of(0x2FA66A, 0x1F8A70, 0x7DBB4B)), water[1], .25));
        }
    }

    private static void weed(Brush brush, Dice d, double x, double base, double size, int rgb) {
        var path = new Path2D.Double();
        double sway = size * d.between(.08, .16) * (d.chance(.5) ? 1 : -1);
        path.moveTo(x, base);
        path.curveTo(x + sway, base - size * .3, x - sway, base - size * .6, x + sway * .6, base - size);
        brush.stroke(path, size * .07, Tones.color(rgb));
    }

    @Override
    public void front(Brush brush) {
        var d = brush.dice().fork("bubbles");
        for (int i = 0; i < 26; i++) {
            double r = brush.unit() * d.between(.004, .016);
            double x = d.unit() * brush.width();
            double y = d.unit() * brush.height() * .9;
            brush.disc(x, y, r, Tones.color(0xFFFFFF, .22));
            brush.stroke(
                    new java.awt.geom.Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r), r * .16, Tones.color(0xFFFFFF, .6));
            brush.disc(x - r * .35, y - r * .35, r * .22, Tones.color(0xFFFFFF, .8));
        }
    }
}
