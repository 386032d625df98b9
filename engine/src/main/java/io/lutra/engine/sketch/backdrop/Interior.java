package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Rooms, and the table that still lifes stand on. */
final class Interior implements Scenery {
    private static final List<int[]> WALLS = List.of(
            new int[] {0xF7D9C4, 0xB97A56},
            new int[] {0xCFE3DC, 0x9A7B5F},
            new int[] {0xF3E2B3, 0x8C6A4F},
            new int[] {0xD7D3F0, 0xA98467},
            new int[] {0xC9DFF2, 0xB08D6A},
            new int[] {0xF6CBD1, 0x9C6B57});

    private final Setting setting;
    private final Dice dice;
    private final int wall;
    private final int wood;
    private final double edge;

    Interior(Setting setting, Dice dice) {
        this.setting = setting;
        this.dice = dice;
        var colours = WALLS.get(dice.turn("wall", WALLS.size()));
        int asked = setting.colours().isEmpty()
                ? colours[0]
                : Tones.light(setting.colours().getFirst(), .3);
        boolean dim = setting.isDark() || setting.scene() == Scene.STAGE;
        this.wall = dim ? Tones.mix(asked, setting.scene() == Scene.STAGE ? 0x3A1638 : 0x27305C, .62) : asked;
        this.wood = dim ? Tones.mix(colours[1], 0x1B1B3A, .45) : colours[1];
        this.edge = dice.fork("edge").between(.66, .72);
    }

    private boolean isTable() {
        return setting.scene() == Scene.TABLE;
    }

    @Override
    public Floor floor() {
        return isTable()
                ? new Floor(edge, edge + .09, .9, Floor.Surface.TABLE)
                : new Floor(edge, edge + .08, .94, Floor.Surface.GROUND);
    }

    @Override
    public Light light() {
        int colour = setting.isDark() ? 0xB9BCE6 : setting.scene() == Scene.STAGE ? 0xFFF0E0 : Tones.WHITE;
        return new Light(colour, wall, Tones.dark(wood, .6), .3);
    }

    @Override
    public List<Prop> props() {
        var d = dice.fork("props");
        var props = new ArrayList<Prop>();
        boolean left = d.chance(.5);
        double here = left ? d.between(.1, .18) : d.between(.82, .9);
        double there = left ? d.between(.84, .92) : d.between(.08, .16);
        switch (setting.scene()) {
            case ROOM -> {
                props.add(new Prop(d.chance(.5) ? "sofa" : "floor-lamp", here, edge + .05, .44, .05));
                props.add(new Prop("potted-plant", there, edge + .07, .2, 0));
            }
            case BEDROOM -> props.add(new Prop("bed", here, edge + .08, .42, .05));
            case KITCHEN -> {
                props.add(new Prop(d.pick(List.of("cooking", "pot-of-food", "teapot")), here, edge + .02, .16, 0));
                props.add(new Prop("potted-plant", there, edge + .02, .16, 0));
            }
            case CAFE -> props.add(new Prop("hot-beverage", here, edge + .1, .16, 0));
            case LIBRARY, CLASSROOM -> props.add(new Prop("books", here, edge + .1, .18, 0));
            case LABORATORY -> {
                props.add(new Prop("alembic", here, edge + .05, .18, 0));
                props.add(new Prop("microscope", there, edge + .05, .18, 0));
            }
            case PARTY -> {
                props.add(new Prop("balloon", d.between(.06, .14), .42, .2, 0));
                props.add(new Prop("balloon", d.between(.86, .94), .36, .2, 0));
                props.add(new Prop("wrapped-gift", here, edge + .12, .15, 0));
            }
            default -> props.clear();
        }
        return props;
    }

    @Override
    public void far(Brush brush) {
        var d = brush.dice().fork("wall");
        double w = brush.width();
        double h = brush.height();
        double u = brush.unit();
        double e = edge * h;
        brush.band(0, e, Tones.light(wall, .18), wall);
        switch (setting.scene()) {
            case LIBRARY -> shelves(brush, d, e, u);
            case CLASSROOM -> board(brush, e, u);
            case STAGE -> curtains(brush, e, u);
            case PARTY -> bunting(brush, d, u);
            default -> {
                paper(brush, d, e, u);
                boolean left = d.chance(.5);
                window(brush, d, (left ? .26 : .74) * w, e * .42, u * .17);
                if (setting.scene() == Scene.KITCHEN) {
                    kitchen(brush, d, left ? .52 * w : 0, left ? w : .48 * w, e, u);
                }
            }
        }
    }

    private void paper(Brush brush, Dice d, double e, double u) {
        var pattern = Tones.color(Tones.light(wall, .3), .5);
        int style = d.below(3);
        double step = u * .09;
        for (double x = step / 2; x < brush.width(); x += step) {
            if (style == 0) {
                brush.box(x, 0, step * .35, e, pattern);
            } else if (style == 1) {
                int row = 0;
                for (double y = step / 2; y < e; y += step) {
                    brush.disc(x + (row++ % 2) * step / 2, y, step * .1, pattern);
                }
            }
        }
    }

    private void window(Brush brush, Dice d, double x, double y, double half) {
        double tall = half * 1.25;
        brush.box(x - half * 1.1, y - tall * 1.08, half * 2.2, tall * 2.16, half * .06, Tones.color(0xFFFDF7));
        var pane = new RoundRectangle2D.Double(x - half, y - tall, 2 * half, 2 * tall, half * .06, half * .06);
        int top = setting.isDark() ? 0x16204F : 0x8FD3FA;
        int low = setting.isDark() ? 0x3C4F8F : 0xE4F7FF;
        brush.fill(pane, y - tall, Tones.color(top), y + tall, Tones.color(low));
        var graphics = brush.graphics();
        var before = graphics.getClip();
        graphics.clip(pane);
        if (setting.isDark()) {
            for (int i = 0; i < 14; i++) {
                brush.disc(
                        x + d.between(-1, 1) * half, y + d.between(-1, .6) * tall, half * .018, Tones.color(0xFFFBE0));
            }
            brush.disc(x + half * .4, y - tall * .5, half * .18, Tones.color(0xFFF3C4));
        } else {
            Sky.cloud(brush, d, x - half * .2, y - tall * .35, half * .4, 0xFFFFFF, .9);
            brush.oval(x, y + tall * 1.05, half * 1.5, tall * .45, Tones.color(0x8CCB7A));
        }
        graphics.setClip(before);
        brush.line(x, y - tall, x, y + tall, half * .07, Tones.color(0xFFFDF7));
        brush.line(x - half, y, x + half, y, half * .07, Tones.color(0xFFFDF7));
        brush.box(x - half * 1.25, y + tall * 1.04, half * 2.5, half * .14, half * .05, Tones.color(0xFFF6E6));
    }

    /** Cupboards on the wall, between two sides, and a worktop with a stove below them over the whole width. */
    private void kitchen(Brush brush, Dice d, double left, double right, double e, double u) {
        int front = Tones.mix(Tones.hsl(d.unit(), .32, .62), wall, .2);
        int top = Tones.light(wood, .45);
        double door = u * .14;
        for (double x = left + u * .02; x + door < right; x += door) {
            brush.box(x, e * .12, door * .94, e * .3, u * .008, Tones.color(front));
            brush.box(x + door * .1, e * .15, door * .74, e * .24, u * .006, Tones.color(Tones.light(front, .14)));
            brush.disc(x + door * .82, e * .39, u * .006, Tones.color(0xF5E6C0));
        }
        double high = u * .22;
        brush.box(0, e - high, brush.width(), high, Tones.color(front));
        for (double x = u * .01; x < brush.width(); x += door * 1.25) {
            brush.box(x, e - high * .84, door * 1.15, high * .76, u * .006, Tones.color(Tones.light(front, .12)));
            brush.box(x + door * .4, e - high * .74, door * .35, u * .01, u * .005, Tones.color(0xF5E6C0));
        }
        brush.box(0, e - high - u * .018, brush.width(), u * .03, Tones.color(top));
        double stove = (left + right) / 2 - u * .11;
        brush.box(stove, e - high, u * .22, high, u * .008, Tones.color(0x4A4F5C));
        brush.box(stove + u * .03, e - high * .66, u * .16, high * .42, u * .01, Tones.color(0x23262E));
        brush.box(stove + u * .035, e - high * .6, u * .15, high * .1, u * .006, Tones.color(0xFFB45A, .75));
        for (int i = 0; i < 4; i++) {
            brush.disc(stove + u * (.04 + .045 * i), e - high * .86, u * .009, Tones.color(0xD8DCE4));
        }
        brush.box(stove, e - high - u * .022, u * .22, u * .012, Tones.color(0x2C303A));
    }

    private void shelves(Brush brush, Dice d, double e, double u) {
        brush.box(0, 0, brush.width(), e, Tones.color(Tones.dark(wood, .25)));
        double row = u * .2;
        for (double y = e - row * Math.ceil(e / row); y < e; y += row) {
            brush.box(0, y + row * .9, brush.width(), row * .1, Tones.color(Tones.light(wood, .1)));
            for (double x = 0; x < brush.width(); ) {
                double wide = u * d.between(.018, .04);
                double tall = row * d.between(.5, .8);
                brush.box(
                        x,
                        y + row * .9 - tall,
                        wide * .92,
                        tall,
                        wide * .1,
                        Tones.color(Tones.mix(Tones.hsl(d.unit(), .45, .55), wall, .2)));
                x += d.chance(.06) ? wide * 3 : wide;
            }
        }
    }

    private static void board(Brush brush, double e, double u) {
        double w = brush.width();
        brush.box(w * .14, e * .16, w * .72, e * .6, u * .015, Tones.color(0xB98455));
        brush.box(w * .155, e * .19, w * .69, e * .54, u * .01, Tones.color(0x2F5D4A));
        brush.box(w * .155, e * .74, w * .69, u * .014, Tones.color(0x9A6B43));
    }

    private void curtains(Brush brush, double e, double u) {
        double w = brush.width();
        brush.glow(w / 2, e, u * .75, 0xFFE9B8, .75);
        double fold = u * .05;
        int red = 0xA6203B;
        for (double x = 0; x < w; x += fold) {
            double t = Math.abs(x / w - .5) * 2;
            if (t > .62) {
                brush.fill(
                        new java.awt.geom.Rectangle2D.Double(x, 0, fold + 1, e),
                        0,
                        Tones.color(Tones.dark(red, .15)),
                        e,
                        Tones.color(red));
                brush.box(x + fold * .6, 0, fold * .4, e, Tones.color(Tones.dark(red, .35), .6));
            }
            brush.box(x, 0, fold * .96, u * (.1 + .03 * (1 - t)), fold * .5, Tones.color(Tones.light(red, .06)));
        }
    }

    private static void bunting(Brush brush, Dice d, double u) {
        double w = brush.width();
        for (int line = 0; line < 2; line++) {
            double y = u * (.06 + line * .13);
            var rope = new Path2D.Double();
            rope.moveTo(0, y);
            rope.quadTo(w / 2, y + u * .16, w, y);
            brush.stroke(rope, u * .004, Tones.color(0xFFFFFF));
            int flags = (int) (w / (u * .085));
            for (int i = 0; i < flags; i++) {
                double t = (i + .5) / flags;
                double fy = y + u * .32 * t * (1 - t);
                double fx = t * w;
                brush.polygon(
                        Tones.color(Tones.hsl(d.unit(), .75, .62)),
                        fx - u * .03,
                        fy,
                        fx + u * .03,
                        fy,
                        fx,
                        fy + u * .065);
            }
        }
        for (int i = 0; i < 60; i++) {
            brush.oval(
                    d.unit() * w,
                    d.unit() * brush.height() * .65,
                    u * .006,
                    u * .004,
                    Tones.color(Tones.hsl(d.unit(), .8, .65)));
        }
    }

    @Override
    public void near(Brush brush) {
        double w = brush.width();
        double h = brush.height();
        double u = brush.unit();
        double e = edge * h;
        if (isTable()) {
            boolean cloth = dice.fork("cloth").chance(.5);
            int top = cloth ? Tones.light(wall, .55) : wood;
            brush.band(e, h, Tones.light(top, .12), Tones.dark(top, .1));
            if (cloth) {
                int check = Tones.mix(Tones.hsl(dice.fork("check").unit(), .6, .6), top, .45);
                double step = u * .12;
                for (double x = -step * 6; x < w + step * 6; x += step) {
                    double spread = (x - w / 2) * 1.7 + w / 2;
                    brush.polygon(Tones.color(check, .35), x, e, x + step * .5, e, spread + step * .85, h, spread, h);
                }
                for (double y = e + u * .03; y < h; y += (y - e) * .55 + u * .02) {
                    brush.box(0, y, w, (y - e) * .25 + u * .008, Tones.color(check, .35));
                }
            } else {
                grain(brush, e, u);
            }
            brush.box(0, e, w, u * .008, Tones.color(Tones.light(top, .35)));
            return;
        }
        brush.band(e, h, Tones.light(wood, .14), Tones.dark(wood, .12));
        grain(brush, e, u);
        brush.box(0, e - u * .022, w, u * .024, Tones.color(Tones.light(wall, .5)));
        if (setting.scene() == Scene.ROOM || setting.scene() == Scene.BEDROOM) {
            int rug = Tones.hsl(dice.fork("rug").unit(), .45, .62);
            double y = e + (h - e) * .62;
            brush.oval(w / 2, y, u * .46, (h - e) * .3, Tones.color(rug));
            brush.oval(w / 2, y, u * .4, (h - e) * .25, Tones.color(Tones.light(rug, .25)));
            brush.oval(w / 2, y, u * .34, (h - e) * .2, Tones.color(rug));
        }
    }

    private void grain(Brush brush, double e, double u) {
        var d = brush.dice().fork("grain");
        double row = u * .05;
        for (double y = e; y < brush.height(); y += row) {
            brush.box(0, y, brush.width(), u * .003, Tones.color(Tones.dark(wood, .3), .5));
            for (int i = 0; i < 3; i++) {
                brush.box(d.unit() * brush.width(), y, u * .003, row, Tones.color(Tones.dark(wood, .3), .4));
            }
            row *= 1.25;
        }
    }

    @Override
    public void front(Brush brush) {
        if (setting.scene() == Scene.STAGE) {
            brush.glow(brush.width() / 2, brush.height() * .5, brush.unit() * .6, 0xFFF2CC, .16);
        }
    }
}
