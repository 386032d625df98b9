package io.lutra.engine.sketch.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/**
 * Paints plain shapes on a picture in pixels, antialiased. Sizes of things should be multiples of {@link #unit()}, positions
 * multiples of {@link #width()} and {@link #height()}, so that a picture looks the same at every size.
 */
public final class Brush {
    private final Graphics2D graphics;
    private final double width;
    private final double height;
    private final Dice dice;

    /** A brush on the image, which it borrows; close it with {@link #lift()}. */
    public Brush(BufferedImage image, Dice dice) {
        this.graphics = image.createGraphics();
        this.width = image.getWidth();
        this.height = image.getHeight();
        this.dice = dice;
        crisp(graphics);
    }

    /** Sets the hints for clean edges. */
    public static void crisp(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }

    /** Ends the work. */
    public void lift() {
        graphics.dispose();
    }

    /** The graphics below, in pixels. */
    public Graphics2D graphics() {
        return graphics;
    }

    /** The dice of whoever paints with it now. */
    public Dice dice() {
        return dice;
    }

    /** Width of the picture. */
    public double width() {
        return width;
    }

    /** Height of the picture. */
    public double height() {
        return height;
    }

    /** The smaller side of the picture. */
    public double unit() {
        return Math.min(width, height);
    }

    /** Fills a shape. */
    public void fill(Shape shape, Color color) {
        graphics.setPaint(color);
        graphics.fill(shape);
    }

    /** Fills a shape with a vertical gradient between two heights. */
    public void fill(Shape shape, double top, Color upper, double bottom, Color lower) {
        graphics.setPaint(new LinearGradientPaint(
                new Point2D.Double(0, top),
                new Point2D.Double(0, Math.max(bottom, top + 1)),
                new float[] {0, 1},
                new Color[] {upper, lower}));
        graphics.fill(shape);
    }

    /** Fills the band between two heights over the whole width with colours from top to bottom. */
    public void band(double top, double bottom, int... colours) {
        var fractions = new float[Math.max(colours.length, 2)];
        var stops = new Color[fractions.length];
        for (int i = 0; i < fractions.length; i++) {
            fractions[i] = i / (fractions.length - 1f);
            stops[i] = Tones.color(colours[Math.min(i, colours.length - 1)]);
        }
        graphics.setPaint(new LinearGradientPaint(
                new Point2D.Double(0, top), new Point2D.Double(0, Math.max(bottom, top + 1)), fractions, stops));
        graphics.fill(new Rectangle2D.Double(0, top, width, bottom - top));
    }

    /** A disc. */
    public void disc(double x, double y, double radius, Color color) {
        fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), color);
    }

    /** An ellipse by its middle and half axes. */
    public void oval(double x, double y, double a, double b, Color color) {
        fill(new Ellipse2D.Double(x - a, y - b, 2 * a, 2 * b), color);
    }

    /** A rectangle by its corner. */
    public void box(double x, double y, double w, double h, Color color) {
        fill(new Rectangle2D.Double(x, y, w, h), color);
    }

    /** A rectangle with round corners. */
    public void box(double x, double y, double w, double h, double round, Color color) {
        fill(new RoundRectangle2D.Double(x, y, w, h, 2 * round, 2 * round), color);
    }

    /** A closed polygon, x and y in turns. */
    public void polygon(Color color, double... points) {
        var path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        fill(path, color);
    }

    /** A line with round ends. */
    public void line(double x1, double y1, double x2, double y2, double thick, Color color) {
        var path = new Path2D.Double();
        path.moveTo(x1, y1);
        path.lineTo(x2, y2);
        stroke(path, thick, color);
    }

    /** The outline of a shape. */
    public void stroke(Shape shape, double thick, Color color) {
        graphics.setPaint(color);
        graphics.setStroke(new BasicStroke((float) thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    /** Light that fades with the distance. */
    public void glow(double x, double y, double radius, int rgb, double alpha) {
        graphics.setPaint(new RadialGradientPaint(
                new Point2D.Double(x, y), (float) radius, new float[] {0, .4f, 1}, new Color[] {
                    Tones.color(rgb, alpha), Tones.color(rgb, alpha * .45), Tones.color(rgb, 0)
                }));
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /**
     * The land below a wavy skyline.
     *
     * @param base its mean height
     * @param swing how far it goes up and down
     * @param waves about how many hills
     */
    public Shape hills(double base, double swing, double waves) {
        double phase = dice.between(0, 7);
        double other = dice.between(0, 7);
        double skew = dice.between(-.5, .5) * swing;
        var path = new Path2D.Double();
        path.moveTo(0, height);
        int steps = 40;
        for (int i = 0; i <= steps; i++) {
            double t = (double) i / steps;
            double y = base
                    + swing * (.7 * Math.sin(t * waves * Math.PI + phase) + .3 * Math.sin(t * waves * 4.7 + other))
                    + skew * (t - .5);
            path.lineTo(t * width, y);
        }
        path.lineTo(width, height);
        path.closePath();
        return path;
    }

    /** A transform that turns about a point. */
    public static AffineTransform turn(double degrees, double x, double y) {
        return AffineTransform.getRotateInstance(Math.toRadians(degrees), x, y);
    }
}
