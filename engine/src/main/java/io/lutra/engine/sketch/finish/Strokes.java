package io.lutra.engine.sketch.finish;

import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Tones;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/*
 * Implementation note. Hertzmann, "Painterly Rendering with Curved Brush Strokes of Multiple Sizes", SIGGRAPH 1998: a coarse layer
 * of strokes everywhere, finer ones only where the picture still differs. Here strokes are straight; they follow the edges of
 * the picture, and a smooth flow where there are none. Each has its own shade and a ridge of paint along it.
 */

/** Paint laid on in visible strokes. */
final class Strokes {
    private static final int LAYERS = 3;
    private static final double DIFFERENT = .05;
    private static final double EDGE = .012;

    private final Canvas source;
    private final Canvas blurred;
    private final float[] luma;
    private final Dice dice;
    private final double swirl;
    private final double phase;

    private Strokes(Canvas source, Canvas blurred, double swirl, Dice dice) {
        this.source = source;
        this.blurred = blurred;
        this.luma = blurred.luma();
        this.dice = dice;
        this.swirl = swirl;
        this.phase = dice.between(0, 7);
    }

    /**
     * Paints the canvas anew.
     *
     * @param width of the coarse strokes, in units
     * @param swirl how much strokes turn about where nothing guides them
     * @param shade how much strokes differ in shade
     */
    static void paint(Canvas canvas, double width, double swirl, double shade, Dice dice) {
        var source = new Canvas(canvas.rgb().clone(), canvas.width(), canvas.height());
        double coarse = Math.max(3, canvas.unit() * width);
        var image = new BufferedImage(canvas.width(), canvas.height(), BufferedImage.TYPE_INT_RGB);
        var pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(canvas.rgb(), 0, pixels, 0, pixels.length);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        double size = coarse;
        var coarser = new Canvas(new int[pixels.length], canvas.width(), canvas.height());
        for (int layer = 0; layer < LAYERS; layer++) {
            var blurred = blurred(source, (int) Math.max(1, size * .3));
            new Strokes(source, blurred, swirl, dice).layer(graphics, coarser, size, layer == 0, shade);
            coarser = blurred;
            size *= .5;
        }
        graphics.dispose();
        for (int i = 0; i < pixels.length; i++) {
            canvas.rgb()[i] = 0xFF000000 | pixels[i];
        }
    }

    private static Canvas blurred(Canvas source, int radius) {
        var channels = new float[3][];
        for (int c = 0; c < 3; c++) {
            channels[c] = Canvas.blur(source.channel(c * 8), source.width(), source.height(), radius);
        }
        var rgb = new int[source.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = ((int) channels[2][i] << 16) | ((int) channels[1][i] << 8) | (int) channels[0][i];
        }
        return new Canvas(rgb, source.width(), source.height());
    }

    /** Paints everywhere, or only what the layer before was too coarse for. */
    private void layer(Graphics2D graphics, Canvas coarser, double size, boolean everywhere, double shade) {
        double step = size * .88;
        var body = new BasicStroke((float) size, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        var ridge = new BasicStroke((float) Math.max(.8, size * .16), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        for (double gridY = step / 2; gridY < source.height(); gridY += step) {
            for (double gridX = step / 2; gridX < source.width(); gridX += step) {
                double x = gridX + dice.around(step * .5);
                double y = gridY + dice.around(step * .5);
                int wanted = blurred.at((int) x, (int) y);
                if (everywhere || distance(coarser.at((int) x, (int) y), source.at((int) x, (int) y)) > DIFFERENT) {
                    double angle = angle((int) x, (int) y) + dice.around(.25);
                    double reach = reach(x, y, angle, size * dice.between(1.2, 2.4), wanted);
                    int colour = shaded(wanted, shade);
                    double dx = Math.cos(angle) * reach;
                    double dy = Math.sin(angle) * reach;
                    graphics.setStroke(body);
                    graphics.setPaint(Tones.color(colour));
                    graphics.draw(new Line2D.Double(x - dx, y - dy, x + dx, y + dy));
                    graphics.setStroke(ridge);
                    double side = size * dice.between(-.3, .3);
                    double ox = -Math.sin(angle) * side;
                    double oy = Math.cos(angle) * side;
                    graphics.setPaint(
                            Tones.color(dice.chance(.6) ? Tones.light(colour, .22) : Tones.dark(colour, .16), .55));
                    graphics.draw(new Line2D.Double(x - dx + ox, y - dy + oy, x + dx + ox, y + dy + oy));
                }
            }
        }
    }

    /** Along edges, else along the flow. */
    private double angle(int x, int y) {
        int u = Math.clamp(x, 2, source.width() - 3);
        int v = Math.clamp(y, 2, source.height() - 3);
        int w = source.width();
        double gx = luma[v * w + u + 2] - luma[v * w + u - 2];
        double gy = luma[(v + 2) * w + u] - luma[(v - 2) * w + u];
        if (gx * gx + gy * gy > EDGE * EDGE) {
            return Math.atan2(gx, -gy);
        }
        double s = x / source.unit();
        double t = y / source.unit();
        return swirl
                * (Math.sin(s * 7 + 3 * Math.sin(t * 4 + phase) + phase)
                        + .7 * Math.cos(t * 9 - 2 * Math.sin(s * 5 + phase)));
    }

    /** How far a stroke may go to both sides before it leaves its colour. */
    private double reach(double x, double y, double angle, double most, int colour) {
        for (double r = most * .25; r < most; r += most * .25) {
            int ahead = source.at((int) (x + Math.cos(angle) * r), (int) (y + Math.sin(angle) * r));
            int behind = source.at((int) (x - Math.cos(angle) * r), (int) (y - Math.sin(angle) * r));
            if (distance(ahead, colour) > .16 || distance(behind, colour) > .16) {
                return r * .6;
            }
        }
        return most;
    }

    private int shaded(int colour, double shade) {
        double by = dice.around(shade);
        int turned = Tones.hsl(
                Tones.hue(colour) + dice.around(shade * .12),
                Math.min(1, Tones.saturation(colour) * (1 + dice.around(shade))),
                Tones.lightness(colour));
        return by > 0 ? Tones.light(turned, by) : Tones.dark(turned, -by);
    }

    /** Mean difference of the channels, 0 to 1. */
    private static double distance(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            sum += Math.abs(((a >> shift) & 255) - ((b >> shift) & 255));
        }
        return sum / (3.0 * 255);
    }
}
