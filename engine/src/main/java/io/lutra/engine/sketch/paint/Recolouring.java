package io.lutra.engine.sketch.paint;

import java.util.List;

/**
 * Another colour for a drawing. Outlines, eyes, highlights and shading stay: only the hue and strength of the parts that
 * carry the drawing's main colours change, and how light they are moves along.
 *
 * @param target the colours to take, the first for the main parts; one or more
 * @param main the drawing's main colours
 */
public record Recolouring(List<Integer> target, List<Integer> main) {
    /** Copies the lists. */
    public Recolouring {
        target = List.copyOf(target);
        main = List.copyOf(main);
    }

    /** Changes straight-alpha pixels in place. */
    public void apply(int[] argb) {
        double anchor = anchorLightness();
        for (int i = 0; i < argb.length; i++) {
            int pixel = argb[i];
            if (pixel >>> 24 != 0) {
                argb[i] = (pixel & 0xFF000000) | recolour(pixel & 0xFFFFFF, anchor);
            }
        }
    }

    /** How light the parts are that take the colour. */
    private double anchorLightness() {
        double sum = 0;
        double weight = 0;
        double share = 1;
        for (int colour : main) {
            double l = Tones.lightness(colour);
            double w = share * (l < .14 ? .05 : 1);
            sum += w * l;
            weight += w;
            share *= .45;
        }
        return weight == 0 ? .5 : Math.clamp(sum / weight, .2, .92);
    }

    private int recolour(int rgb, double anchor) {
        double l = Tones.lightness(rgb);
        double s = Tones.saturation(rgb);
        boolean greyish = s < .12;
        double ink = Math.clamp((l - .16) / .12, 0, 1);
        double shine = greyish && anchor < .82 ? Math.clamp((.985 - l) / .06, 0, 1) : 1;
        double amount = ink * shine;
        if (amount == 0) {
            return rgb;
        }
        int colour = target.getFirst();
        if (target.size() > 1) {
            colour = Tones.mix(colour, target.get(1), Math.clamp((Math.abs(l - anchor) - .1) / .14, 0, 1));
        }
        double wanted = Tones.lightness(colour);
        double shifted = l <= anchor ? l / anchor * wanted : 1 - (1 - l) / (1 - anchor) * (1 - wanted);
        double contrast = wanted > .9 || wanted < .12 ? .55 : 1;
        shifted = Math.clamp(wanted + (shifted - wanted) * contrast, 0, 1);
        int painted = Tones.hsl(Tones.hue(colour), Tones.saturation(colour), shifted);
        return Tones.mix(rgb, painted, amount);
    }
}
