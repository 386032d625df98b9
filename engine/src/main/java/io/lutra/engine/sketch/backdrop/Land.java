package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop.Feature;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Backdrop.Season;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Open country: meadow, forest, mountains, snow, desert and the like. */
final class Land implements Scenery {
    private final Setting setting;
    private final Palette palette;
    private final Dice dice;
    private final double horizon;

    Land(Setting setting, Palette palette, Dice dice) {
        this.setting = setting;
        this.palette = palette;
        this.dice = dice;
        this.horizon = dice.fork("horizon").between(.56, .66);
    }

    @Override
    public Floor floor() {
        return new Floor(horizon, horizon + .1, .93, Floor.Surface.GROUND);
    }

    @Override
    public Light light() {
        return palette.light();
    }

    @Override
    public List<Prop> props() {
        var d = dice.fork("props");
        var props = new ArrayList<Prop>();
        if (setting.has(Feature.HOUSES) && setting.scene() != Scene.VILLAGE) {
            double first = d.between(.1, .3);
            for (int i = 0; i < 4; i++) {
                props.add(new Prop(
                        i % 2 == 0 ? "house" : "house-with-garden",
                        first + i * d.between(.14, .2),
                        horizon + d.between(.02, .05),
                        d.between(.13, .18),
                        .2));
            }
        }
        switch (setting.scene()) {
            case FARM -> props.add(new Prop("house-with-garden", side(d), horizon + .06, .34, .12));
            case VILLAGE -> {
                double first = d.between(.02, .12);
                for (int i = 0; i < 3; i++) {
                    props.add(new Prop(
                            i == 1 ? "house" : "house-with-garden",
                            first + i * .38,
                            horizon + .05,
                            d.between(.24, .32),
                            .15));
                }
            }
            case CASTLE -> props.add(new Prop("castle", d.between(.3, .7), horizon + .04, .5, .1));
            case VOLCANO -> props.add(new Prop("volcano", d.between(.3, .7), horizon + .06, .72, .12));
            case DESERT -> {
                props.add(new Prop("cactus", side(d), horizon + .1, d.between(.16, .24), .06));
                if (d.chance(.6)) {
                    props.add(new Prop("cactus", d.between(.1, .9), horizon + .04, .08, .3));
                }
            }
            case FOREST -> {
                for (int i = 0; i < 3; i++) {
                    boolean hasLeaves = setting.season() == Season.AUTUMN;
                    props.add(new Prop(
                            hasLeaves ? "deciduous-tree" : "evergreen-tree",
                            i == 0 ? d.between(-.02, .12) : i == 1 ? d.between(.88, 1.02) : side(d),
                            horizon + d.between(.05, .14),
                            d.between(.36, .52),
                            .08));
                }
                props.add(new Prop("mushroom", side(d), d.between(.88, .95), .075, 0));
            }
            case JUNGLE -> {
                props.add(new Prop("palm-tree", d.between(.0, .14), horizon + .13, .6, .06));
                props.add(new Prop("palm-tree", d.between(.86, 1), horizon + .1, .5, .1));
            }
            case GARDEN, PARK -> {
                props.add(new Prop(
                        setting.season() == Season.SPRING ? "cherry-blossom" : "deciduous-tree",
                        side(d),
                        horizon + .08,
                        setting.season() == Season.SPRING ? .1 : .4,
                        .06));
                if (setting.scene() == Scene.GARDEN) {
                    for (int i = 0; i < 4; i++) {
                        props.add(new Prop(
                                d.pick(List.of("tulip", "sunflower", "rose", "hibiscus", "blossom")),
                                (i + d.unit()) / 4,
                                d.between(.84, .97),
                                d.between(.08, .12),
                                0));
                    }
                }
            }
            case SNOW -> {
                props.add(new Prop("evergreen-tree", side(d), horizon + .08, d.between(.28, .4), .3));
            }
            default -> {
                if (d.chance(.5)) {
                    props.add(new Prop("deciduous-tree", side(d), horizon + .05, d.between(.22, .34), .15));
                }
            }
        }
        return props;
    }

    private static double side(Dice d) {
        return d.chance(.5) ? d.between(.06, .2) : d.between(.8, .94);
    }

    @Override
    public void far(Brush brush) {
        double h = horizon * brush.height();
        new Sky(setting, palette).paint(brush, h + brush.height() * .05);
        var d = brush.dice().fork("far");
        double u = brush.unit();
        switch (setting.scene()) {
            case MOUNTAINS, SNOW, VILLAGE, CASTLE -> {
                Terrain.range(brush, d, h, u * .34, Tones.mix(0x7C8FB5, palette.skyLow(), .45));
                Terrain.range(brush, d, h, u * .22, Tones.mix(0x5F7AA0, palette.skyLow(), .22));
            }
            case FOREST, JUNGLE -> {
                if (setting.has(Feature.MOUNTAINS)) {
                    Terrain.range(brush, d, h, u * .34, Tones.mix(0x7C8FB5, palette.skyLow(), .45));
                }
                Terrain.treeline(brush, d, h + u * .03, u * .3, Tones.mix(palette.leaf(), palette.skyLow(), .6));
                Terrain.treeline(
                        brush,
                        d,
                        h + u * .06,
                        u * .26,
                        Tones.mix(Tones.dark(palette.leaf(), .2), palette.skyLow(), .3));
            }
            case CAVE -> brush.band(0, brush.height(), 0x2B2433, 0x4A3D4C);
            case DESERT ->
                brush.fill(
                        brush.hills(h - u * .02, u * .05, 2.2),
                        Tones.color(Tones.mix(palette.ground(), palette.skyLow(), .45)));
            default -> {
                if (setting.has(Feature.MOUNTAINS)) {
                    Terrain.range(brush, d, h, u * .34, Tones.mix(0x7C8FB5, palette.skyLow(), .45));
                }
                if (setting.has(Feature.WOODS)) {
                    Terrain.treeline(brush, d, h + u * .02, u * .2, Tones.mix(palette.leaf(), palette.skyLow(), .45));
                }
                if (setting.has(Feature.HILLS)) {
                    brush.fill(
                            brush.hills(h - u * .1, u * .075, 3.2),
                            Tones.color(Tones.mix(palette.leaf(), palette.skyLow(), .66)));
                }
                brush.fill(
                        brush.hills(h - u * .05, u * .055, 2.4),
                        Tones.color(Tones.mix(palette.leaf(), palette.skyLow(), .55)));
                for (int i = 0; i < 7; i++) {
                    double x = d.unit() * brush.width();
                    Flora.tree(
                            brush,
                            d,
                            x,
                            h + u * .01,
                            u * d.between(.05, .09),
                            Tones.mix(Tones.dark(palette.leaf(), .15), palette.skyLow(), .4));
                }
                brush.fill(
                        brush.hills(h - u * .01, u * .035, 1.6),
                        Tones.color(Tones.mix(palette.leaf(), palette.skyLow(), .3)));
            }
        }
    }

    @Override
    public void near(Brush brush) {
        double h = horizon * brush.height();
        double u = brush.unit();
        var d = brush.dice().fork("near");
        int ground = palette.ground();
        brush.fill(
                brush.hills(h + u * .02, u * .022, 1.3),
                h,
                Tones.color(Tones.light(ground, .16)),
                brush.height(),
                Tones.color(Tones.dark(ground, .1)));
        brush.fill(
                brush.hills(h + u * .17, u * .03, 1.1),
                h + u * .12,
                Tones.color(ground),
                brush.height(),
                Tones.color(Tones.dark(ground, .16)));
        if (setting.scene() == Scene.CAVE) {
            return;
        }
        features(brush, d.fork("features"), h);
        if (setting.scene() == Scene.DESERT || setting.scene() == Scene.VOLCANO) {
            for (int i = 0; i < 4; i++) {
                double y = h + u * d.between(.1, .36);
                ripple(
                        brush,
                        d.unit() * brush.width(),
                        y,
                        u * d.between(.1, .22),
                        Tones.color(Tones.dark(ground, .14), .6));
            }
            for (int i = 0; i < 3; i++) {
                Flora.rock(
                        brush,
                        d,
                        d.unit() * brush.width(),
                        h + u * d.between(.08, .34),
                        u * d.between(.015, .035),
                        Tones.dark(ground, .25));
            }
        } else if (setting.isWintry()) {
            for (int i = 0; i < 4; i++) {
                brush.oval(
                        d.unit() * brush.width(),
                        h + u * d.between(.06, .4),
                        u * d.between(.15, .3),
                        u * .02,
                        Tones.color(0xFFFFFF, .7));
            }
        } else {
            for (int i = 0; i < 26; i++) {
                double depth = d.unit();
                double y = h + u * .05 + depth * (brush.height() - h) * .9;
                double x = d.unit() * brush.width();
                double size = u * (.012 + depth * .028);
                if (setting.season() == Season.AUTUMN && d.chance(.5)) {
                    brush.oval(x, y, size * .6, size * .25, Tones.color(d.pick(List.of(0xE8A33D, 0xC8502D, 0xF0C04F))));
                } else if (d.chance(.35) && setting.scene() != Scene.JUNGLE && setting.allows("flower")) {
                    Flora.flower(brush, d, x, y, size * 1.4, Tones.dark(ground, .25));
                } else {
                    Flora.tuft(brush, d, x, y, size, Tones.dark(ground, .12));
                }
            }
        }
    }

    private void features(Brush brush, Dice d, double h) {
        double u = brush.unit();
        int light = palette.light().colour();
        if (setting.has(Feature.WATERFALL)) {
            double x = brush.width() * (d.chance(.5) ? d.between(.3, .42) : d.between(.58, .7));
            Terrain.waterfall(brush, d, x, h - u * .34, h + u * .08, Tones.multiply(0x7D7468, light));
        }
        if (setting.has(Feature.LAKE) || setting.has(Feature.WATERFALL)) {
            Terrain.lake(brush, d, h + u * .02, palette);
        } else if (setting.has(Feature.RIVER)) {
            Terrain.winding(brush, d, h + u * .03, palette.water(), Tones.dark(palette.ground(), .2));
        } else if (setting.has(Feature.PATH)) {
            int sand = Tones.multiply(setting.isWintry() ? 0xD5DCE6 : 0xD9BC8C, light);
            Terrain.winding(brush, d, h + u * .03, sand, Tones.dark(palette.ground(), .14));
        }
        if (setting.has(Feature.FLOWERS) && !setting.isWintry() && setting.allows("flower")) {
            for (int i = 0; i < 90; i++) {
                double depth = Math.sqrt((i + d.unit()) / 90);
                double y = h + u * .06 + depth * (brush.height() - h - u * .06);
                Flora.flower(
                        brush,
                        d,
                        d.unit() * brush.width(),
                        y,
                        u * (.014 + depth * .05),
                        Tones.dark(palette.ground(), .25));
            }
        }
    }

    private static void ripple(Brush brush, double x, double y, double half, java.awt.Color color) {
        var path = new Path2D.Double();
        path.moveTo(x - half, y);
        path.curveTo(x - half * .4, y - half * .16, x + half * .3, y + half * .16, x + half, y);
        brush.stroke(path, half * .03, color);
    }

    @Override
    public void front(Brush brush) {
        var d = brush.dice().fork("front");
        double u = brush.unit();
        if (!setting.isWintry()
                && setting.scene() != Scene.DESERT
                && setting.scene() != Scene.VOLCANO
                && setting.scene() != Scene.CAVE) {
            for (int i = 0; i < 9; i++) {
                boolean left = i % 2 == 0;
                double x = (left ? d.unit() * .3 : 1 - d.unit() * .3) * brush.width();
                double size = u * d.between(.05, .1);
                Flora.tuft(brush, d, x, brush.height() + size * .25, size, Tones.dark(palette.ground(), .24));
            }
        }
        new Sky(setting, palette).fall(brush);
    }
}
