package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop.Feature;
import io.lutra.engine.sketch.prompt.Backdrop.Time;
import io.lutra.engine.sketch.prompt.Backdrop.Weather;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The sky above a horizon: colours, sun, moon, stars, clouds, and what falls from it. */
final class Sky {
    private final Setting setting;
    private final Palette palette;

    Sky(Setting setting, Palette palette) {
        this.setting = setting;
        this.palette = palette;
    }

    /** Paints down to the horizon, a height in pixels. */
    void paint(Brush brush, double horizon) {
        var dice = brush.dice().fork("sky");
        brush.band(0, horizon + 2, palette.skyTop(), palette.skyMiddle(), palette.skyLow());
        double u = brush.unit();
        double side = dice.chance(.5) ? dice.between(.1, .3) : dice.between(.7, .9);
        double x = side * brush.width();
        if (setting.isDark()) {
            if (setting.allows("star")) {
                stars(brush, dice.fork("stars"), horizon);
            }
            if (setting.has(Feature.AURORA)) {
                aurora(brush, dice.fork("aurora"), horizon);
            }
            if (setting.allows("moon") && !setting.has(Feature.AURORA)) {
                moon(brush, x, dice.between(.12, .24) * brush.height(), u * dice.between(.055, .085), dice.chance(.5));
            }
        } else if (setting.allows("sun") && isFair()) {
            if (palette.isLow(setting.time())) {
                double y = horizon - u * dice.between(-.01, .07);
                brush.glow(x, y, u * .7, 0xFFF0B0, .55);
                brush.disc(x, y, u * .095, Tones.color(setting.time() == Time.SUNSET ? 0xFFE9A8 : 0xFFF6D5));
            } else {
                double y = dice.between(.1, .22) * brush.height();
                brush.glow(x, y, u * .34, 0xFFF8D0, .7);
                brush.disc(x, y, u * .058, Tones.color(0xFFE36E));
                brush.disc(x, y, u * .045, Tones.color(0xFFEE9B));
            }
        }
        if (setting.allows("cloud") && setting.weather() != Weather.CLEAR) {
            clouds(brush, dice.fork("clouds"), horizon);
        }
        if (setting.has(Feature.RAINBOW)) {
            rainbow(brush, dice.fork("rainbow"), horizon);
        }
        if (setting.weather() == Weather.STORM || setting.has(Feature.LIGHTNING)) {
            lightning(brush, dice.fork("lightning"), horizon);
        }
    }

    /** Curtains of light: upright streaks along wavy lines, green below and violet above. */
    private static void aurora(Brush brush, Dice dice, double horizon) {
        double w = brush.width();
        double u = brush.unit();
        for (int curtain = 0; curtain < 3; curtain++) {
            double base = horizon * (.42 + .17 * curtain);
            double phase = dice.between(0, 7);
            double swing = horizon * dice.between(.07, .12);
            double high = horizon * dice.between(.34, .5);
            double step = u * .006;
            for (double x = -step; x < w + step; x += step) {
                double t = x / w * 5 + phase;
                double y = base + swing * (Math.sin(t) + .4 * Math.sin(2.3 * t + phase));
                double glow = .16 + .12 * Math.sin(x / u * 23 + phase) + .07 * Math.sin(x / u * 61);
                double top = y - high * (.8 + .2 * Math.sin(x / u * 17 + phase));
                brush.fill(
                        new Rectangle2D.Double(x, top, step * 1.6, (y - top) * .72),
                        top,
                        Tones.color(0x9B6BFF, 0),
                        top + (y - top) * .72,
                        Tones.color(0x4FF0A8, Math.max(.04, glow)));
                brush.fill(
                        new Rectangle2D.Double(x, top + (y - top) * .72, step * 1.6, (y - top) * .28),
                        top + (y - top) * .72,
                        Tones.color(0x4FF0A8, Math.max(.04, glow)),
                        y,
                        Tones.color(0xB8FFD8, 0));
            }
        }
    }

    private static void rainbow(Brush brush, Dice dice, double horizon) {
        int[] colours = {0xE8413C, 0xF58A2E, 0xF9D030, 0x4CB752, 0x2F8FE0, 0x7A4FD0};
        double w = brush.width();
        double x = w * dice.between(.44, .56);
        double outer = Math.min(w * .46, horizon * .9);
        double band = outer * .062;
        for (int i = 0; i < colours.length; i++) {
            double r = outer - band * (i + .5);
            brush.stroke(
                    new java.awt.geom.Arc2D.Double(x - r, horizon - r, 2 * r, 2 * r, 0, 180, java.awt.geom.Arc2D.OPEN),
                    band * 1.04,
                    Tones.color(colours[i], .78));
        }
    }

    private static void lightning(Brush brush, Dice dice, double horizon) {
        double u = brush.unit();
        for (int bolt = 0; bolt < 2; bolt++) {
            double x = brush.width() * (bolt == 0 ? dice.between(.15, .45) : dice.between(.6, .88));
            double y = horizon * dice.between(.06, .2);
            double end = horizon * dice.between(.85, 1);
            var path = new Path2D.Double();
            path.moveTo(x, y);
            while (y < end) {
                x += u * dice.around(.07);
                y += u * dice.between(.04, .08);
                path.lineTo(x, Math.min(y, end));
                if (dice.chance(.35)) {
                    brush.line(
                            x,
                            y,
                            x + u * dice.around(.12),
                            y + u * dice.between(.05, .1),
                            u * .003,
                            Tones.color(0xE8F0FF, .8));
                }
            }
            brush.stroke(path, u * .03, Tones.color(0xAFC4FF, .18));
            brush.stroke(path, u * .015, Tones.color(0xCFDCFF, .4));
            brush.stroke(path, u * .006, Tones.color(0xFFFFFF));
        }
    }

    private boolean isFair() {
        return switch (setting.weather()) {
            case UNSAID, CLEAR, WIND -> true;
            case CLOUDY, RAIN, SNOWFALL, STORM, FOG -> false;
        };
    }

    private void stars(Brush brush, Dice dice, double horizon) {
        int count = (int) (70 * brush.width() * horizon / (brush.unit() * brush.unit()));
        for (int i = 0; i < count; i++) {
            double y = dice.unit() * dice.unit() * horizon * .95;
            double size = brush.unit() * (dice.chance(.12) ? .0042 : dice.between(.001, .0024));
            brush.disc(dice.unit() * brush.width(), y, size, Tones.color(0xFFFBE8, dice.between(.45, 1)));
        }
    }

    private void moon(Brush brush, double x, double y, double r, boolean crescent) {
        brush.glow(x, y, r * 4.2, 0xDDE6FF, .4);
        var disc = new Area(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
        if (crescent) {
            disc.subtract(new Area(new Ellipse2D.Double(x - r * .35, y - r * 1.15, 2 * r, 2 * r)));
            brush.fill(disc, Tones.color(0xFFF3C4));
        } else {
            brush.fill(disc, Tones.color(0xFFF6DA));
            brush.oval(x - r * .3, y - r * .2, r * .24, r * .22, Tones.color(0xEADFB8));
            brush.oval(x + r * .35, y + r * .25, r * .17, r * .16, Tones.color(0xEADFB8));
            brush.oval(x + r * .1, y - r * .5, r * .12, r * .11, Tones.color(0xEADFB8));
        }
    }

    private void clouds(Brush brush, Dice dice, double horizon) {
        int count = isFair() ? 2 + dice.below(3) : 5 + dice.below(3);
        int colour = setting.isDark()
                ? Tones.light(palette.skyMiddle(), .12)
                : Tones.mix(Tones.WHITE, palette.skyLow(), .25);
        if (!isFair()) {
            colour = Tones.mix(palette.skyTop(), Tones.WHITE, setting.weather() == Weather.STORM ? .12 : .45);
        }
        double alpha = setting.isDark() ? .5 : .9;
        double shift = dice.unit();
        for (int i = 0; i < count; i++) {
            double x = ((i + .5) / count + shift + dice.around(.08)) % 1 * 1.1 - .05;
            double y = horizon * dice.between(.1, .62);
            cloud(brush, dice, x * brush.width(), y, brush.unit() * dice.between(.1, .2), colour, alpha);
        }
    }

    /** A cloud with a flat base, {@code size} half as wide. */
    static void cloud(Brush brush, Dice dice, double x, double y, double size, int rgb, double alpha) {
        var shape = new Area();
        int puffs = 4 + dice.below(3);
        for (int i = 0; i < puffs; i++) {
            double t = (i + .5) / puffs * 2 - 1;
            double r = size * (.26 + .24 * (1 - t * t)) * dice.between(.85, 1.2);
            shape.add(new Area(new Ellipse2D.Double(x + t * size * .72 - r, y - r * 1.1, 2 * r, 2 * r)));
        }
        shape.subtract(new Area(new Rectangle2D.Double(x - 3 * size, y + size * .12, 6 * size, 3 * size)));
        brush.fill(
                shape,
                y - size * .6,
                Tones.color(Tones.light(rgb, .5), alpha),
                y + size * .12,
                Tones.color(rgb, alpha));
    }

    /** Rain, snow, fog, lightning: over everything. */
    void fall(Brush brush) {
        var dice = brush.dice().fork("fall");
        double w = brush.width();
        double h = brush.height();
        double u = brush.unit();
        int many = (int) Math.round(w * h / (u * u) * 100);
        switch (setting.weather()) {
            case RAIN, STORM -> {
                for (int i = 0; i < many * 1.3; i++) {
                    double x = dice.between(-.05, 1.05) * w;
                    double y = dice.unit() * h;
                    double length = u * dice.between(.025, .05);
                    brush.line(
                            x,
                            y,
                            x - length * .25,
                            y + length,
                            u * .0032,
                            Tones.color(0xDCEBFA, dice.between(.35, .7)));
                }
            }
            case SNOWFALL -> {
                for (int i = 0; i < many; i++) {
                    brush.disc(
                            dice.unit() * w,
                            dice.unit() * h,
                            u * dice.between(.003, .009),
                            Tones.color(Tones.WHITE, .9));
                }
            }
            case FOG -> {
                for (int i = 0; i < 7; i++) {
                    double y = h * dice.between(.35, 1);
                    brush.oval(dice.unit() * w, y, w * dice.between(.4, .7), u * .06, Tones.color(0xF2F5F7, .2));
                }
            }
            case UNSAID, CLEAR, CLOUDY, WIND -> {
                return;
            }
        }
    }
}
