package io.lutra.engine.sketch.paint;

import java.awt.Color;

/** Arithmetic on colours, 0xRRGGBB. */
public final class Tones {
    public static final int WHITE = 0xFFFFFF;
    public static final int BLACK = 0x000000;

    private Tones() {}

    /** From {@code a} (0) to {@code b} (1). */
    public static int mix(int a, int b, double amount) {
        int red = channel(((a >> 16) & 255) + (((b >> 16) & 255) - ((a >> 16) & 255)) * amount);
        int green = channel(((a >> 8) & 255) + (((b >> 8) & 255) - ((a >> 8) & 255)) * amount);
        int blue = channel((a & 255) + ((b & 255) - (a & 255)) * amount);
        return (red << 16) | (green << 8) | blue;
    }

    /** Nearer to white. */
    public static int light(int rgb, double amount) {
        return mix(rgb, WHITE, amount);
    }

    /** Nearer to a deep blue-black, which looks less dead than black. */
    public static int dark(int rgb, double amount) {
        return mix(rgb, 0x10081E, amount);
    }

    /** Each channel times the other's. */
    public static int multiply(int a, int b) {
        int red = ((a >> 16) & 255) * ((b >> 16) & 255) / 255;
        int green = ((a >> 8) & 255) * ((b >> 8) & 255) / 255;
        int blue = (a & 255) * (b & 255) / 255;
        return (red << 16) | (green << 8) | blue;
    }

    /** From hue (turns), saturation and lightness in [0, 1]. */
    public static int hsl(double hue, double saturation, double lightness) {
        double h = (hue - Math.floor(hue)) * 12;
        double a = saturation * Math.min(lightness, 1 - lightness);
        return (hslChannel(0, h, a, lightness) << 16)
                | (hslChannel(8, h, a, lightness) << 8)
                | hslChannel(4, h, a, lightness);
    }

    private static int hslChannel(int n, double h, double a, double lightness) {
        double k = (n + h) % 12;
        return channel(255 * (lightness - a * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1))));
    }

    /** Hue in turns, [0, 1); 0 for greys. */
    public static double hue(int rgb) {
        double r = ((rgb >> 16) & 255) / 255.0;
        double g = ((rgb >> 8) & 255) / 255.0;
        double b = (rgb & 255) / 255.0;
        double max = Math.max(r, Math.max(g, b));
        double span = max - Math.min(r, Math.min(g, b));
        if (span == 0) {
            return 0;
        }
        double sixth = max == r ? (g - b) / span : max == g ? 2 + (b - r) / span : 4 + (r - g) / span;
        return (sixth / 6 + 1) % 1;
    }

    /** Saturation of the HSL model, [0, 1]. */
    public static double saturation(int rgb) {
        double max = Math.max((rgb >> 16) & 255, Math.max((rgb >> 8) & 255, rgb & 255)) / 255.0;
        double min = Math.min((rgb >> 16) & 255, Math.min((rgb >> 8) & 255, rgb & 255)) / 255.0;
        double sum = max + min;
        return max == min ? 0 : (max - min) / (sum > 1 ? 2 - sum : sum);
    }

    /** Lightness of the HSL model, [0, 1]. */
    public static double lightness(int rgb) {
        int max = Math.max((rgb >> 16) & 255, Math.max((rgb >> 8) & 255, rgb & 255));
        int min = Math.min((rgb >> 16) & 255, Math.min((rgb >> 8) & 255, rgb & 255));
        return (max + min) / 510.0;
    }

    /** How bright it looks, [0, 1] (Rec. 601 weights on the sRGB values). */
    public static double luma(int rgb) {
        return (((rgb >> 16) & 255) * .299 + ((rgb >> 8) & 255) * .587 + (rgb & 255) * .114) / 255;
    }

    /** For Java2D, opaque. */
    public static Color color(int rgb) {
        return new Color(rgb);
    }

    /** For Java2D, with an alpha in [0, 1]. */
    public static Color color(int rgb, double alpha) {
        return new Color((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255, channel(alpha * 255));
    }

    private static int channel(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
