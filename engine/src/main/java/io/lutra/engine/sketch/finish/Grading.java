package io.lutra.engine.sketch.finish;

import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Idea.Style;

/** Styles that change colours only. */
final class Grading {
    private Grading() {}

    static boolean isToning(Style style) {
        return style == Style.BLACK_AND_WHITE || style == Style.VINTAGE || style == Style.PASTEL;
    }

    static void apply(Canvas canvas, Style style, Dice dice) {
        double cx = canvas.width() / 2.0;
        double cy = canvas.height() / 2.0;
        var grain = dice.fork("grain");
        for (int i = 0; i < canvas.rgb().length; i++) {
            int colour = canvas.rgb()[i] & 0xFFFFFF;
            double luma = Tones.luma(colour);
            int grey = (int) Math.round(luma * 255) * 0x010101;
            int toned;
            if (style == Style.BLACK_AND_WHITE) {
                toned = grey;
            } else if (style == Style.PASTEL) {
                toned = Tones.mix(Tones.mix(colour, grey, .12), 0xFFF6F2, .42);
            } else {
                double dx = (i % canvas.width() - cx) / cx;
                int row = i / canvas.width();
                double dy = (row - cy) / cy;
                double corner = Math.clamp((dx * dx + dy * dy - .7) * .45, 0, .6);
                int sepia = Tones.mix(0x2B1A10, 0xFBEBC8, luma);
                toned = Tones.mix(
                        Tones.mix(Tones.mix(colour, sepia, .72), 0x1C0F08, corner), 0xFFFFFF, grain.unit() * .06);
            }
            canvas.rgb()[i] = 0xFF000000 | toned;
        }
    }
}
