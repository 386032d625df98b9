package io.lutra.engine.sketch.sight;

import io.lutra.engine.sketch.paint.Dice;
import io.lutra.imaging.Raster;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;

/**
 * Makes siblings of a picture from the picture itself: another crop, pose and hand, nearly the same colours. For pictures of which
 * nothing is known, such as photographs. Stateless.
 */
final class Restyling {
    /** Radius of a brush stroke, as a fraction of the smaller side. */
    private static final double STROKE = 0.008;

    private Restyling() {}

    /** How the surface is made. */
    private enum Hand {
        PLAIN,
        PAINTED,
        PRINTED,
        GRAINY
    }

    /**
     * A sibling of the picture at another size.
     *
     * @param strength above 0 (hardly changed) to 1 (another crop, turned, mirrored, painted)
     */
    static Raster sibling(Raster picture, double strength, int width, int height, long seed) {
        Dice dice = new Dice(seed).fork("restyling");
        AffineTransform view = view(picture, strength, width, height, seed, dice.fork("view"));
        float[] rgb = sampled(picture, view, width, height);
        regrade(rgb, strength, dice.fork("grade"));
        Hand hand = Hand.values()[(new Dice(seed).turn("hand", 3) + 1) % Hand.values().length];
        if (strength >= 0.3) {
            rgb = surface(rgb, width, height, hand, strength, dice.fork("surface"));
        }
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = 0xff000000 | level(rgb[i * 3]) << 16 | level(rgb[i * 3 + 1]) << 8 | level(rgb[i * 3 + 2]);
        }
        return new Raster(width, height, argb);
    }

    private static int level(float value) {
        return Math.clamp(Math.round(value * 255), 0, 255);
    }

    /** From pixels of the sibling to pixels of the picture. */
    private static AffineTransform view(Raster picture, double strength, int width, int height, long seed, Dice dice) {
        double cover = Math.min((double) picture.width() / width, (double) picture.height() / height);
        double zoom = cover * (1 - strength * dice.between(0.08, 0.42));
        double slackX = picture.width() - width * zoom;
        double slackY = picture.height() - height * zoom;
        boolean mirrored = new Dice(seed).turn("mirror", 2) == 1 && strength >= 0.2;
        var view = new AffineTransform();
        view.translate(
                picture.width() / 2.0 + slackX * dice.around(0.45 * strength),
                picture.height() / 2.0 + slackY * dice.around(0.45 * strength));
        view.rotate(Math.toRadians(dice.around(9 * strength)));
        view.scale(mirrored ? -zoom : zoom, zoom);
        view.translate(-width / 2.0, -height / 2.0);
        return view;
    }

    /** The picture through the view, each pixel the mean of a few samples; beyond its edges it is mirrored. */
    private static float[] sampled(Raster picture, AffineTransform view, int width, int height) {
        float[] rgb = new float[width * height * 3];
        int grid = Math.clamp(Math.round(Math.sqrt(Math.abs(view.getDeterminant()))), 1, 4);
        var point = new Point2D.Double();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int s = 0; s < grid * grid; s++) {
                    point.setLocation(x + (s % grid + 0.5) / grid, y + (Math.floorDiv(s, grid) + 0.5) / grid);
                    view.transform(point, point);
                    add(picture, point.x - 0.5, point.y - 0.5, rgb, (y * width + x) * 3, 1f / (grid * grid));
                }
            }
        }
        return rgb;
    }

    private static void add(Raster picture, double x, double y, float[] rgb, int at, float weight) {
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        float fx = (float) (x - x0);
        float fy = (float) (y - y0);
        for (int corner = 0; corner < 4; corner++) {
            int dx = corner & 1;
            int dy = corner >> 1;
            float w = weight * (dx == 0 ? 1 - fx : fx) * (dy == 0 ? 1 - fy : fy) / 255;
            int pixel = picture.argb()[
                    reflect(y0 + dy, picture.height()) * picture.width() + reflect(x0 + dx, picture.width())];
            float alpha = (pixel >>> 24) / 255f;
            rgb[at] += w * ((pixel >> 16 & 255) * alpha + 255 * (1 - alpha));
            rgb[at + 1] += w * ((pixel >> 8 & 255) * alpha + 255 * (1 - alpha));
            rgb[at + 2] += w * ((pixel & 255) * alpha + 255 * (1 - alpha));
        }
    }

    private static int reflect(int position, int size) {
        int period = Math.floorMod(position, 2 * size);
        return period < size ? period : 2 * size - 1 - period;
    }

    /** A little more or less contrast, saturation, light and warmth. */
    private static void regrade(float[] rgb, double strength, Dice dice) {
        float contrast = (float) (1 + dice.around(0.18 * strength));
        float saturation = (float) (1 + dice.around(0.3 * strength));
        float light = (float) dice.around(0.06 * strength);
        float warmth = (float) dice.around(0.05 * strength);
        for (int i = 0; i < rgb.length; i += 3) {
            float grey = 0.299f * rgb[i] + 0.587f * rgb[i + 1] + 0.114f * rgb[i + 2];
            for (int c = 0; c < 3; c++) {
                float tint = c == 0 ? warmth : c == 2 ? -warmth : 0;
                float value = grey + (rgb[i + c] - grey) * saturation;
                rgb[i + c] = (value - 0.5f) * contrast + 0.5f + light + tint;
            }
        }
    }

    private static float[] surface(float[] rgb, int width, int height, Hand hand, double strength, Dice dice) {
        int radius = (int) Math.max(1, Math.round(Math.min(width, height) * STROKE * (0.5 + strength)));
        return switch (hand) {
            case PLAIN -> rgb;
            case PAINTED -> Kuwahara.filter(rgb, width, height, radius);
            case PRINTED -> posterised(Kuwahara.filter(rgb, width, height, Math.max(1, radius / 2)), strength);
            case GRAINY -> grained(rgb, strength, dice);
        };
    }

    private static float[] posterised(float[] rgb, double strength) {
        float levels = (float) (14 - 7 * strength);
        for (int i = 0; i < rgb.length; i++) {
            float step = rgb[i] * levels;
            float floor = (float) Math.floor(step);
            float t = Math.clamp((step - floor - 0.5f) * 4 + 0.5f, 0, 1);
            rgb[i] = (floor + t) / levels;
        }
        return rgb;
    }

    private static float[] grained(float[] rgb, double strength, Dice dice) {
        for (int i = 0; i < rgb.length; i += 3) {
            float grain = (float) dice.around(0.07 * strength);
            rgb[i] += grain;
            rgb[i + 1] += grain;
            rgb[i + 2] += grain;
        }
        return rgb;
    }
}
