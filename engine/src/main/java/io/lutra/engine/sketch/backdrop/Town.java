package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop.Feature;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import java.util.ArrayList;
import java.util.List;

/** A street with a skyline behind it. */
final class Town implements Scenery {
    private static final List<Integer> FRONTS =
            List.of(0xF2A488, 0xF7CF8B, 0x9CC9D9, 0xB7A6D9, 0xE98C93, 0xA8CFA0, 0xF0DDC0);

    private final Setting setting;
    private final Palette palette;
    private final Dice dice;
    private final double horizon;

    Town(Setting setting, Palette palette, Dice dice) {
        this.setting = setting;
        this.palette = palette;
        this.dice = dice;
        this.horizon = dice.fork("horizon").between(.62, .68);
    }

    @Override
    public Floor floor() {
        return new Floor(horizon, horizon + .11, .93, Floor.Surface.GROUND);
    }

    @Override
    public Light light() {
        return palette.light();
    }

    @Override
    public List<Prop> props() {
        var d = dice.fork("props");
        var props = new ArrayList<Prop>();
        if (setting.scene() != Scene.STADIUM) {
            props.add(new Prop("deciduous-tree", d.between(.02, .14), horizon + .04, .24, .05));
            if (d.chance(.6)) {
                props.add(new Prop("deciduous-tree", d.between(.86, .98), horizon + .04, .2, .05));
            }
        }
        return props;
    }

    @Override
    public void far(Brush brush) {
        var d = brush.dice().fork("skyline");
        double h = horizon * brush.height();
        double u = brush.unit();
        new Sky(setting, palette).paint(brush, h);
        if (setting.scene() == Scene.STADIUM) {
            stands(brush, d, h, u);
            return;
        }
        for (double x = -u * .05; x < brush.width(); ) {
            double wide = u * d.between(.07, .13);
            double high = u * d.between(.2, .42);
            brush.box(
                    x,
                    h - high,
                    wide,
                    high,
                    Tones.color(Tones.mix(
                            Tones.mix(0x5D7FA8, palette.skyLow(), .55),
                            palette.light().colour(),
                            .1)));
            x += wide * d.between(.9, 1.2);
        }
        for (double x = -u * d.between(.02, .12); x < brush.width(); ) {
            double wide = u * d.between(.14, .22);
            double high = u * d.between(.16, .32);
            house(brush, d, x, h, wide, high);
            if (setting.has(Feature.NEON)) {
                sign(brush, d, x, h, wide, high);
            }
            x += wide;
        }
    }

    private void house(Brush brush, Dice d, double x, double base, double wide, double high) {
        int wall = Tones.multiply(d.pick(FRONTS), palette.light().colour());
        brush.box(x, base - high, wide + 1, high, Tones.color(wall));
        brush.box(
                x - wide * .02, base - high - wide * .07, wide * 1.04, wide * .09, Tones.color(Tones.dark(wall, .35)));
        int columns = 3;
        double cell = wide / (columns + .6);
        int rows = (int) Math.max(1, (high - cell * 1.2) / (cell * 1.15));
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                boolean lit = setting.isDark() ? d.chance(.6) : d.chance(.08);
                int glass = lit ? 0xFFE59A : setting.isDark() ? Tones.dark(wall, .5) : Tones.mix(0xDDF3FF, wall, .2);
                brush.box(
                        x + cell * (.45 + c),
                        base - high + cell * (.5 + r * 1.15),
                        cell * .62,
                        cell * .75,
                        cell * .06,
                        Tones.color(glass));
            }
        }
        brush.box(x + wide * .4, base - cell * .95, wide * .2, cell * .95, Tones.color(Tones.dark(wall, .45)));
    }

    /** A glowing sign on a house, upright or along it. */
    private static void sign(Brush brush, Dice d, double x, double base, double wide, double high) {
        int colour = d.pick(List.of(0xFF3FB4, 0x35E8FF, 0xFFE14A, 0x8CFF5A, 0xB066FF));
        boolean upright = d.chance(.55);
        double w = wide * (upright ? .2 : .7);
        double h = upright ? high * .5 : wide * .2;
        double left = x + (upright ? wide * d.between(.02, .78) : wide * .15);
        double top = base - high * d.between(.62, .9);
        brush.glow(left + w / 2, top + h / 2, Math.max(w, h) * 1.5, colour, .5);
        brush.box(left, top, w, h, Math.min(w, h) * .2, Tones.color(0x151026));
        brush.stroke(
                new java.awt.geom.RoundRectangle2D.Double(left, top, w, h, Math.min(w, h) * .4, Math.min(w, h) * .4),
                wide * .025,
                Tones.color(Tones.light(colour, .3)));
        int marks = 4;
        for (int i = 0; i < marks; i++) {
            double t = (i + .5) / marks;
            double cx = upright ? left + w / 2 : left + w * t;
            double cy = upright ? top + h * t : top + h / 2;
            double r = Math.min(w, h) * .24;
            brush.line(cx - r, cy + d.around(1) * r, cx + r, cy + d.around(1) * r, wide * .022, Tones.color(colour));
            brush.line(cx + d.around(1) * r, cy - r, cx + d.around(1) * r, cy + r, wide * .022, Tones.color(colour));
        }
    }

    private static void stands(Brush brush, Dice d, double h, double u) {
        brush.box(0, h - u * .3, brush.width(), u * .3, Tones.color(0x3E4A66));
        for (double y = h - u * .27; y < h - u * .03; y += u * .035) {
            for (double x = 0; x < brush.width(); x += u * .03) {
                brush.disc(
                        x + d.around(.006) * u,
                        y + d.around(.006) * u,
                        u * .011,
                        Tones.color(Tones.hsl(d.unit(), .5, .65)));
            }
        }
    }

    @Override
    public void near(Brush brush) {
        double h = horizon * brush.height();
        double u = brush.unit();
        if (setting.scene() == Scene.STADIUM) {
            brush.band(
                    h,
                    brush.height(),
                    Tones.multiply(0x7CCB5B, palette.light().colour()),
                    Tones.multiply(0x4FA544, palette.light().colour()));
            brush.line(0, h + u * .05, brush.width(), h + u * .05, u * .008, Tones.color(0xFFFFFF, .9));
            return;
        }
        int lit = palette.light().colour();
        brush.band(h, brush.height(), Tones.multiply(0xD9CFC4, lit), Tones.multiply(0xBDB3AC, lit));
        double road = h + (brush.height() - h) * .32;
        brush.band(road, brush.height(), Tones.multiply(0x6C7180, lit), Tones.multiply(0x4E5362, lit));
        brush.box(0, road, brush.width(), u * .012, Tones.color(Tones.multiply(0xEDE7DD, lit)));
        double middle = road + (brush.height() - road) * .62;
        double gap = u * .2;
        for (double x = -gap * dice.fork("dash").unit(); x < brush.width(); x += gap) {
            brush.polygon(
                    Tones.color(Tones.multiply(0xFFE9A8, lit)),
                    x + gap * .06,
                    middle,
                    x + gap * .56,
                    middle,
                    x + gap * .54,
                    middle + u * .014,
                    x,
                    middle + u * .014);
        }
    }

    @Override
    public void front(Brush brush) {
        new Sky(setting, palette).fall(brush);
    }
}
