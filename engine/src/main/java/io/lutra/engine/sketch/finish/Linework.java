package io.lutra.engine.sketch.finish;

import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Tones;

/** Dry media: pencil, pen, and tubes of light. */
final class Linework {
    private Linework() {}

    /** Graphite: the grey picture divided by its own blur, over hatching in the shadows. */
    static void pencil(Canvas canvas, Dice dice) {
        int width = canvas.width();
        int height = canvas.height();
        var luma = canvas.luma();
        var edges = canvas.edges();
        var blurred = Canvas.blur(luma, width, height, (int) Math.max(2, Math.round(canvas.unit() * .012)));
        double pitch = Math.max(3, canvas.unit() * .011);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                double dodge = Math.min(1, luma[i] / Math.max(.02, blurred[i]) * 1.02);
                double phase = ((x + y) % pitch) / pitch;
                double hatch = luma[i] < .62 && phase < (.62 - luma[i]) * 1.1 ? .24 : 0;
                double ink = Math.clamp((1 - dodge) * 1.5 + edges[i] * 1.1 + hatch + (1 - luma[i]) * .12, 0, .92);
                canvas.set(x, y, Tones.mix(0xFCFAF4, 0x33333A, ink));
            }
        }
        Brushwork.paper(canvas, dice, .12);
    }

    /** Outlines alone. */
    static void line(Canvas canvas, int ink, int paper) {
        var edges = thick(canvas);
        for (int i = 0; i < edges.length; i++) {
            canvas.rgb()[i] = 0xFF000000 | Tones.mix(paper, ink, Math.clamp((edges[i] - .1) * 5, 0, 1));
        }
    }

    /** Outlines and black shadows. */
    static void ink(Canvas canvas) {
        var luma = canvas.luma();
        var edges = thick(canvas);
        for (int i = 0; i < edges.length; i++) {
            double shade = Math.clamp((.3 - luma[i]) * 9, 0, 1);
            double wash = Math.clamp((.62 - luma[i]) * .8, 0, .35);
            canvas.rgb()[i] = 0xFF000000
                    | Tones.mix(
                            0xFBF7EC, 0x15141A, Math.max(Math.max(shade, wash), Math.clamp((edges[i] - .1) * 5, 0, 1)));
        }
    }

    /** Edges as tubes of light in the dark, in the colours that they divide. */
    static void neon(Canvas canvas) {
        int width = canvas.width();
        int height = canvas.height();
        var edges = thick(canvas);
        var glow = Canvas.blur(edges, width, height, (int) Math.max(2, Math.round(canvas.unit() * .014)));
        for (int i = 0; i < edges.length; i++) {
            int colour = canvas.rgb()[i] & 0xFFFFFF;
            int hue = Tones.saturation(colour) < .15 ? 0x53E6FF : Tones.hsl(Tones.hue(colour), 1, .6);
            int dark = Tones.mix(0x090714, colour, .1);
            int lit = Tones.mix(dark, hue, Math.clamp(glow[i] * 1.5, 0, .75));
            canvas.rgb()[i] = 0xFF000000 | Tones.mix(lit, Tones.light(hue, .55), Math.clamp((edges[i] - .1) * 3, 0, 1));
        }
    }

    /** Edges as wide as a pen's line at this size. */
    private static float[] thick(Canvas canvas) {
        var edges = canvas.edges();
        int radius = (int) Math.round(canvas.unit() / 700);
        if (radius == 0) {
            return edges;
        }
        var wide = Canvas.blur(edges, canvas.width(), canvas.height(), radius);
        for (int i = 0; i < wide.length; i++) {
            wide[i] = Math.max(edges[i], wide[i] * 1.2f);
        }
        return wide;
    }
}
