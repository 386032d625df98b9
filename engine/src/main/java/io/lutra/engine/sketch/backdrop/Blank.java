package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import java.awt.geom.Path2D;
import java.util.List;

/** No place: a colour, a gradient, or a quiet pattern. */
final class Blank implements Scenery {
    private static final List<Integer> PASTELS =
            List.of(0xFFE3D3, 0xDDF0FF, 0xE4F6DE, 0xFFF1C4, 0xEDE3FF, 0xFFDDE8, 0xD8F3EF, 0xFCE7C8, 0xDCE6FA);

    private final boolean isAsked;
    private final int base;
    private final int other;
    private final int style;
    private final double horizon;

    Blank(Setting setting, Dice dice) {
        var d = dice.fork("blank");
        isAsked = !setting.colours().isEmpty();
        if (isAsked) {
            base = setting.colours().getFirst();
            other = setting.colours().size() > 1
                    ? setting.colours().get(1)
                    : Tones.mix(base, Tones.luma(base) > .5 ? 0xFFFFFF : 0x000000, .12);
            style = setting.colours().size() > 1 ? 1 : dice.turn("style", 2);
        } else {
            int first = dice.turn("pastel", PASTELS.size());
            int colour = PASTELS.get(first);
            for (int i = 1; i < PASTELS.size() && near(colour, setting.subject()); i++) {
                colour = PASTELS.get((first + i) % PASTELS.size());
            }
            base = setting.isDark() ? Tones.mix(colour, 0x1B2250, .82) : colour;
            other = Tones.mix(
                    base, Tones.hsl(Tones.hue(base) + d.between(-.1, .1), .75, setting.isDark() ? .3 : .74), .45);
            style = dice.turn("style", 6);
        }
        horizon = d.between(.72, .78);
    }

    private static boolean near(int a, int b) {
        double dr = ((a >> 16) & 255) - ((b >> 16) & 255);
        double dg = ((a >> 8) & 255) - ((b >> 8) & 255);
        double db = (a & 255) - (b & 255);
        double hue = Math.abs(Tones.hue(a) - Tones.hue(b));
        return dr * dr + dg * dg + db * db < 70 * 70 || (Tones.saturation(b) > .3 && Math.min(hue, 1 - hue) < .07);
    }

    @Override
    public Floor floor() {
        return new Floor(horizon, horizon + .06, .9, Floor.Surface.GROUND);
    }

    @Override
    public Light light() {
        return new Light(Tones.WHITE, base, Tones.dark(base, .75), .2);
    }

    @Override
    public List<Prop> props() {
        return List.of();
    }

    @Override
    public void far(Brush brush) {
        var d = brush.dice().fork("pattern");
        double w = brush.width();
        double h = brush.height();
        double u = brush.unit();
        if (isAsked && style == 0) {
            brush.band(0, h, base);
            return;
        }
        brush.band(0, h, isAsked ? base : Tones.light(base, .2), isAsked ? other : base);
        if (isAsked) {
            return;
        }
        switch (style) {
            case 0 -> {
                brush.disc(w / 2, h * .5, u * .41, Tones.color(other));
                brush.disc(w / 2, h * .5, u * .35, Tones.color(Tones.light(other, .18)));
            }
            case 1 -> {
                for (int i = 0; i < 24; i += 2) {
                    double a = i * Math.TAU / 24 + .13;
                    double b = (i + 1) * Math.TAU / 24 + .13;
                    double r = w + h;
                    brush.polygon(
                            Tones.color(other, .38),
                            w / 2,
                            h * .52,
                            w / 2 + Math.cos(a) * r,
                            h * .52 + Math.sin(a) * r,
                            w / 2 + Math.cos(b) * r,
                            h * .52 + Math.sin(b) * r);
                }
            }
            case 2 -> {
                double step = u * .085;
                int row = 0;
                for (double y = step / 2; y < h; y += step) {
                    for (double x = row++ % 2 * step / 2; x < w + step; x += step) {
                        brush.disc(x, y, step * .15, Tones.color(other, .6));
                    }
                }
            }
            case 3 -> {
                blob(brush, d, w * d.between(.1, .3), h * d.between(.15, .4), u * d.between(.28, .4));
                blob(brush, d, w * d.between(.7, .95), h * d.between(.55, .85), u * d.between(.26, .38));
                blob(brush, d, w * d.between(.7, .9), h * d.between(.05, .2), u * d.between(.1, .18));
            }
            case 4 -> {
                brush.fill(brush.hills(h * horizon, u * .004, 1), Tones.color(other));
                brush.oval(w * .5, h * horizon, u * .36, u * .36, Tones.color(Tones.light(base, .45), .7));
                brush.fill(brush.hills(h * horizon, u * .004, 1), Tones.color(Tones.mix(other, base, .2)));
            }
            default -> {
                for (int i = 0; i < 26; i++) {
                    double size = u * d.between(.006, .017);
                    double x = d.unit() * w;
                    double y = d.unit() * h;
                    int colour = Tones.hsl(Tones.hue(base) + d.between(-.25, .25), .7, .7);
                    if (i % 3 == 0) {
                        brush.disc(x, y, size * .7, Tones.color(colour));
                    } else if (i % 3 == 1) {
                        brush.line(x - size, y - size * .6, x + size, y + size * .6, size * .5, Tones.color(colour));
                    } else {
                        brush.stroke(
                                new java.awt.geom.Ellipse2D.Double(x - size, y - size, 2 * size, 2 * size),
                                size * .4,
                                Tones.color(colour));
                    }
                }
            }
        }
    }

    private void blob(Brush brush, Dice d, double x, double y, double r) {
        var path = new Path2D.Double();
        int points = 7;
        double[] radius = new double[points];
        for (int i = 0; i < points; i++) {
            radius[i] = r * d.between(.75, 1.1);
        }
        for (int i = 0; i <= points * 12; i++) {
            double t = i / 12.0;
            int a = (int) t % points;
            double f = t - Math.floor(t);
            double smooth = f * f * (3 - 2 * f);
            double q = radius[a] + (radius[(a + 1) % points] - radius[a]) * smooth;
            double angle = t / points * Math.TAU;
            if (i == 0) {
                path.moveTo(x + q * Math.cos(angle), y + q * Math.sin(angle));
            } else {
                path.lineTo(x + q * Math.cos(angle), y + q * Math.sin(angle));
            }
        }
        path.closePath();
        brush.fill(path, Tones.color(other, .55));
    }

    @Override
    public void near(Brush brush) {
        // Nothing stands here: a colour has no ground.
    }

    @Override
    public void front(Brush brush) {
        // Nothing is before the subjects: a colour has no depth.
    }
}
