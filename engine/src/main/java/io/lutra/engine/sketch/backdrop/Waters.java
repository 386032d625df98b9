package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop.Feature;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Sea, lake and river seen from their surface, and the beach. */
final class Waters implements Scenery {
    private final Setting setting;
    private final Palette palette;
    private final Dice dice;
    private final double horizon;

    Waters(Setting setting, Palette palette, Dice dice) {
        this.setting = setting;
        this.palette = palette;
        this.dice = dice;
        this.horizon = dice.fork("horizon").between(.44, .54);
    }

    private boolean isShore() {
        return setting.scene() == Scene.BEACH || setting.scene() == Scene.ISLAND;
    }

    /** Where the sand begins. */
    private double shore() {
        return horizon + .2;
    }

    @Override
    public Floor floor() {
        return isShore()
                ? new Floor(horizon, shore() + .07, .94, Floor.Surface.GROUND)
                : new Floor(horizon, horizon + .16, .86, Floor.Surface.WATER);
    }

    @Override
    public Light light() {
        return palette.light();
    }

    @Override
    public List<Prop> props() {
        var d = dice.fork("props");
        var props = new ArrayList<Prop>();
        switch (setting.scene()) {
            case BEACH, ISLAND -> {
                props.add(new Prop(
                        "palm-tree",
                        d.chance(.5) ? d.between(.03, .14) : d.between(.86, .97),
                        shore() + .1,
                        d.between(.5, .64),
                        0));
                if (d.chance(.7)) {
                    props.add(new Prop(
                            d.pick(List.of("spiral-shell", "beach-with-umbrella", "umbrella-on-ground")),
                            d.between(.7, .92),
                            shore() + .1,
                            .1,
                            0));
                }
                if (d.chance(.5)) {
                    props.add(new Prop("sailboat", d.between(.25, .75), horizon + .02, .08, .25));
                }
            }
            case SEA -> {
                if (d.chance(.5)) {
                    props.add(new Prop(
                            d.pick(List.of("sailboat", "desert-island")),
                            d.chance(.5) ? d.between(.08, .25) : d.between(.75, .92),
                            horizon + .025,
                            .1,
                            .25));
                }
            }
            case LAKE, RIVER -> {
                var tree = setting.has(Feature.TROPICS) ? "palm-tree" : "evergreen-tree";
                props.add(new Prop(tree, d.between(.0, .14), horizon + .03, .34, .15));
                props.add(new Prop(tree, d.between(.84, 1), horizon + .03, .27, .15));
            }
            default -> props.clear();
        }
        return props;
    }

    @Override
    public void far(Brush brush) {
        double h = horizon * brush.height();
        double u = brush.unit();
        new Sky(setting, palette).paint(brush, h);
        if (setting.scene() == Scene.LAKE || setting.scene() == Scene.RIVER) {
            var d = brush.dice().fork("shore");
            if (setting.has(Feature.MOUNTAINS)) {
                Terrain.range(brush, d, h, u * .36, Tones.mix(0x7C8FB5, palette.skyLow(), .42));
                Terrain.range(brush, d, h, u * .2, Tones.mix(0x5F7AA0, palette.skyLow(), .2));
            } else {
                brush.fill(
                        brush.hills(h - u * .09, u * .06, 2.1),
                        Tones.color(Tones.mix(0x6E87A8, palette.skyLow(), .45)));
            }
            if (setting.has(Feature.WATERFALL)) {
                Terrain.waterfall(
                        brush,
                        d,
                        brush.width() * d.between(.4, .6),
                        h - u * .34,
                        h + u * .01,
                        Tones.multiply(0x7D7468, palette.light().colour()));
            }
            if (setting.has(Feature.WOODS) || setting.has(Feature.TROPICS)) {
                Terrain.treeline(brush, d, h, u * .17, Tones.mix(Tones.dark(palette.leaf(), .2), palette.skyLow(), .3));
            }
            brush.fill(
                    brush.hills(h - u * .03, u * .03, 2.7),
                    Tones.color(Tones.mix(palette.leaf(), palette.skyLow(), .3)));
        }
        int water = palette.water();
        brush.band(h, brush.height(), Tones.mix(water, palette.skyLow(), .45), water, Tones.dark(water, .22));
        var d = brush.dice().fork("glitter");
        for (int i = 0; i < 46; i++) {
            double depth = d.unit() * d.unit();
            double y = h + u * .01 + depth * (brush.height() - h);
            double half = u * (.012 + depth * .05) * d.between(.5, 1.3);
            brush.oval(
                    d.unit() * brush.width(), y, half, half * .09, Tones.color(Tones.light(palette.skyLow(), .4), .4));
        }
    }

    @Override
    public void near(Brush brush) {
        double u = brush.unit();
        var d = brush.dice().fork("near");
        if (!isShore()) {
            for (int i = 0; i < 3; i++) {
                wave(
                        brush,
                        d,
                        (horizon + .08 + i * .1) * brush.height(),
                        u * (.008 + i * .004),
                        Tones.dark(palette.water(), .05 + i * .07),
                        .55);
            }
            return;
        }
        double s = shore() * brush.height();
        var foam = brush.hills(s - u * .012, u * .014, 3.1);
        var moved = java.awt.geom.AffineTransform.getTranslateInstance(0, u * .014);
        brush.fill(foam, Tones.color(0xFFFFFF, .85));
        brush.fill(
                moved.createTransformedShape(foam),
                s,
                Tones.color(Tones.dark(palette.ground(), .12)),
                s + u * .1,
                Tones.color(palette.ground()));
        for (int i = 0; i < 40; i++) {
            brush.disc(
                    d.unit() * brush.width(),
                    s + u * .06 + d.unit() * (brush.height() - s),
                    u * d.between(.0012, .0035),
                    Tones.color(Tones.dark(palette.ground(), .3), .5));
        }
    }

    private static void wave(Brush brush, Dice d, double y, double high, int rgb, double alpha) {
        var path = new Path2D.Double();
        double length = brush.unit() * d.between(.14, .22);
        double x = -length * d.unit();
        path.moveTo(x, brush.height());
        path.lineTo(x, y);
        while (x < brush.width()) {
            path.quadTo(x + length * .5, y - high * 2, x + length, y);
            x += length;
        }
        path.lineTo(x, brush.height());
        path.closePath();
        brush.fill(path, Tones.color(rgb, alpha));
    }

    @Override
    public void front(Brush brush) {
        var d = brush.dice().fork("front");
        if (!isShore()) {
            wave(
                    brush,
                    d,
                    brush.height() - brush.unit() * .07,
                    brush.unit() * .018,
                    Tones.dark(palette.water(), .12),
                    .75);
            wave(
                    brush,
                    d,
                    brush.height() - brush.unit() * .025,
                    brush.unit() * .018,
                    Tones.dark(palette.water(), .28),
                    .85);
        }
        new Sky(setting, palette).fall(brush);
    }
}
